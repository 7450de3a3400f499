"""Smaller model files with the same graph: weights are stored narrow and widened once, when a session loads.

Each narrowed weight becomes initializer → Cast (→ Mul by its scales). Both operators fold into a constant when
onnxruntime optimises the graph, so computation stays float32, on WASM and on WebGPU alike, from one file.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SMALLEST = 4096  # numbers; a smaller tensor isn't worth a node
# of int8's 127: a tower that was trained on from narrowed weights would be rounded back to them on their own grid
LEVELS = 120
LARGEST_HALF = 65000  # float16 ends at 65504


def _weights(model):
    for tensor in list(model.graph.initializer):
        array = numpy_helper.to_array(tensor)
        if array.dtype == np.float32 and array.size >= SMALLEST:
            yield tensor, array


def _replace(model, tensor, narrow, nodes):
    model.graph.initializer.remove(tensor)
    model.graph.initializer.extend(narrow)
    for node in reversed(nodes):
        model.graph.node.insert(0, node)


def half_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """float32 weights → float16 in the file. Changes `model` and returns it."""
    for tensor, array in _weights(model):
        if np.abs(array).max() > LARGEST_HALF:
            continue
        narrow = numpy_helper.from_array(array.astype(np.float16), f"{tensor.name}.f16")
        cast = helper.make_node("Cast", [narrow.name], [tensor.name], to=TensorProto.FLOAT)
        _replace(model, tensor, [narrow], [cast])
    onnx.checker.check_model(model)
    return model


def int8_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """float32 matrices [in, out] → int8 with a scale for each column, tables read by Gather with one for each row.

    The rest → float16. Changes `model` and returns it.
    """
    tables = {n.input[0] for n in model.graph.node if n.op_type == "Gather"}
    for tensor, array in _weights(model):
        if array.ndim != 2:
            continue
        if tensor.name in tables:
            _narrow_table(model, tensor, array)
        else:
            _narrow_matrix(model, tensor, array)
    return half_weights(model)


def _narrowed(tensor, array, axis):
    """(int8 values, float32 scales); one scale for all numbers along `axis`."""
    scale = np.maximum(np.abs(array).max(axis=axis, keepdims=True), 1e-8) / LEVELS
    values = numpy_helper.from_array(np.round(array / scale).astype(np.int8), f"{tensor.name}.i8")
    return values, numpy_helper.from_array(scale.astype(np.float32), f"{tensor.name}.scale")


def _narrow_matrix(model, tensor, array):
    values, scales = _narrowed(tensor, array, axis=0)
    wide = f"{tensor.name}.wide"
    nodes = [
        helper.make_node("Cast", [values.name], [wide], to=TensorProto.FLOAT),
        helper.make_node("Mul", [wide, scales.name], [tensor.name]),
    ]
    _replace(model, tensor, [values, scales], nodes)


def _narrow_table(model, tensor, array):
    """Gathers int8 rows and their scales, then multiplies: the table itself never widens in memory."""
    values, scales = _narrowed(tensor, array, axis=1)
    for node in [n for n in model.graph.node if n.op_type == "Gather" and n.input[0] == tensor.name]:
        at = list(model.graph.node).index(node)
        rows, wide, row_scales = (f"{node.output[0]}.{part}" for part in ("rows", "wide", "scales"))
        replacement = [
            helper.make_node("Gather", [values.name, node.input[1]], [rows], axis=0),
            helper.make_node("Cast", [rows], [wide], to=TensorProto.FLOAT),
            helper.make_node("Gather", [scales.name, node.input[1]], [row_scales], axis=0),
            helper.make_node("Mul", [wide, row_scales], [node.output[0]]),
        ]
        model.graph.node.remove(node)
        for offset, new in enumerate(replacement):
            model.graph.node.insert(at + offset, new)
    model.graph.initializer.remove(tensor)
    model.graph.initializer.extend([values, scales])
