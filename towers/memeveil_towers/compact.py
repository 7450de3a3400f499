"""Smaller model files with the same graph: weights are stored narrow and widened once, when a session loads.

Each narrowed weight becomes initializer → Cast (→ Mul by its scales). Both operators fold into a constant when
onnxruntime optimises the graph, so computation stays float32, on WASM and on WebGPU alike, from one file.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SMALLEST = 4096  # narrower tensors aren't worth a node
LEVELS = 120  # of int8's 127: a tower that was trained on from narrowed weights would be rounded back to them on their own grid


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
    """float32 weights → float16 in the file."""
    for tensor, array in _weights(model):
        if np.abs(array).max() > 65000:
            continue  # would overflow
        narrow = numpy_helper.from_array(array.astype(np.float16), f"{tensor.name}.f16")
        _replace(
            model, tensor, [narrow], [helper.make_node("Cast", [narrow.name], [tensor.name], to=TensorProto.FLOAT)]
        )
    onnx.checker.check_model(model)
    return model


def int8_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """float32 matrices [in, out] → int8 with a scale for each column (each row for tables read by Gather); the rest → float16."""
    tables = {n.input[0] for n in model.graph.node if n.op_type == "Gather"}
    for tensor, array in _weights(model):
        if array.ndim != 2:
            continue
        if tensor.name in tables:
            _narrow_table(model, tensor, array)
            continue
        scale = np.maximum(np.abs(array).max(axis=0, keepdims=True), 1e-8) / LEVELS
        values = numpy_helper.from_array(np.round(array / scale).astype(np.int8), f"{tensor.name}.i8")
        scales = numpy_helper.from_array(scale.astype(np.float32), f"{tensor.name}.scale")
        wide = f"{tensor.name}.wide"
        _replace(
            model,
            tensor,
            [values, scales],
            [
                helper.make_node("Cast", [values.name], [wide], to=TensorProto.FLOAT),
                helper.make_node("Mul", [wide, scales.name], [tensor.name]),
            ],
        )
    return half_weights(model)


def _narrow_table(model, tensor, array):
    """Gathers int8 rows and their scales, then multiplies: the table itself never widens in memory."""
    scale = np.maximum(np.abs(array).max(axis=1, keepdims=True), 1e-8) / LEVELS
    values = numpy_helper.from_array(np.round(array / scale).astype(np.int8), f"{tensor.name}.i8")
    scales = numpy_helper.from_array(scale.astype(np.float32), f"{tensor.name}.scale")
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
