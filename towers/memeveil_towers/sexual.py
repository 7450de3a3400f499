"""Converts nsfwjs's MobileNetV2 (MIT) from TensorFlow.js to ONNX: the signal for sexual pictures.

    npm pack nsfwjs@4.4.0 && tar xzf nsfwjs-4.4.0.tgz && python -m memeveil_towers.sexual package public/models/sexual

pixels uint8 [h, w, 3] → probabilities float32 [5] of CLASSES. nsfwjs's own preparation (bilinear to 224x224 with
aligned corners, then /255) is part of the graph. Weights stay uint8 as they come and widen when a session loads.
"""

import argparse
import base64
import json
import subprocess
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .manifest import file_entry

VERSION = "4.4.0"
CLASSES = ["Drawing", "Hentai", "Neutral", "Porn", "Sexy"]
SIZE = 224
OPSET = 18


def read_package(package: Path) -> tuple[list[dict], dict[str, dict], bytes]:
    """(layers in order, weight specifications by name with their `offset`, the weights' bytes)"""
    folder = (package / "dist/models/mobilenet_v2").resolve()
    emit = f"console.log(JSON.stringify(['model','group1-shard1of1'].map((n) => require('{folder}/' + n + '.min.js'))))"
    model, weights = json.loads(subprocess.run(["node", "-e", emit], check=True, capture_output=True, text=True).stdout)
    topology = model["modelTopology"]
    layers = topology.get("model_config", topology)["config"]["layers"]
    if isinstance(weights, dict):
        weights = weights["group1-shard1of1"]
    specifications, offset = {}, 0
    for weight in model["weightsManifest"][0]["weights"]:
        specifications[weight["name"]] = weight | {"offset": offset}
        offset += int(np.prod(weight["shape"]))
    return layers, specifications, base64.b64decode(weights)


class _Graph:
    def __init__(self, specifications, data):
        self.specifications, self.data = specifications, data
        self.nodes, self.initializers = [], []

    def add(self, operator, inputs, output, **attributes):
        """Each method that adds something returns its name."""
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def constant(self, name, array):
        self.initializers.append(numpy_helper.from_array(array, name))
        return name

    def stored(self, name):
        """(uint8 values, scale, min) as the package has them"""
        weight = self.specifications[name]
        size = int(np.prod(weight["shape"]))
        values = np.frombuffer(self.data, np.uint8, size, weight["offset"]).reshape(weight["shape"])
        return values, np.float32(weight["quantization"]["scale"]), np.float32(weight["quantization"]["min"])

    def vector(self, name):
        values, scale, low = self.stored(name)
        return self.constant(name, values.astype(np.float32) * scale + low)

    def matrix(self, name, arrange):
        values, scale, low = self.stored(name)
        narrow = self.constant(f"{name}.u8", np.ascontiguousarray(arrange(values)))
        wide = self.add("Cast", [narrow], f"{name}.wide", to=TensorProto.FLOAT)
        scaled = self.add("Mul", [wide, self.constant(f"{name}.scale", scale)], f"{name}.scaled")
        return self.add("Add", [scaled, self.constant(f"{name}.min", low)], name)


def _convolution(graph: _Graph, layer: dict, input: str, kernel: str, groups: int) -> str:
    config = layer["config"]
    return graph.add(
        "Conv",
        [input, kernel],
        layer["name"],
        group=groups,
        auto_pad="SAME_UPPER" if config["padding"] == "same" else "VALID",
        strides=config["strides"],
        kernel_shape=config["kernel_size"],
    )


def _convert_layer(graph: _Graph, layer: dict, inputs: list[str]) -> str:
    """Adds a layer of Keras to the graph; returns its output's name. Raises ValueError for a kind it doesn't know."""
    name, config = layer["name"], layer["config"]
    match layer["class_name"]:
        case "ZeroPadding2D":
            (top, bottom), (left, right) = config["padding"]
            pads = graph.constant(f"{name}/pads", np.array([0, 0, top, left, 0, 0, bottom, right], np.int64))
            return graph.add("Pad", [inputs[0], pads], name)
        case "Conv2D":
            kernel = graph.matrix(f"{name}/kernel", lambda k: k.transpose(3, 2, 0, 1))  # from [h, w, in, out]
            return _convolution(graph, layer, inputs[0], kernel, groups=1)
        case "DepthwiseConv2D":
            kernel = f"{name}/depthwise_kernel"
            channels = graph.specifications[kernel]["shape"][2]
            kernel = graph.matrix(kernel, lambda k: k.transpose(2, 3, 0, 1))  # from [h, w, in, 1]
            return _convolution(graph, layer, inputs[0], kernel, groups=channels)
        case "BatchNormalization":
            parts = [graph.vector(f"{name}/{part}") for part in ("gamma", "beta", "moving_mean", "moving_variance")]
            return graph.add("BatchNormalization", [inputs[0], *parts], name, epsilon=config["epsilon"])
        case "ReLU":
            limits = [
                graph.constant(f"{name}/{k}", np.float32(v)) for k, v in (("low", 0), ("high", config["max_value"]))
            ]
            return graph.add("Clip", [inputs[0], *limits], name)
        case "Add":
            return graph.add("Add", inputs, name)
        case "AveragePooling2D":
            return graph.add("AveragePool", inputs, name, kernel_shape=config["pool_size"], strides=config["strides"])
        case "Flatten":
            return graph.add("Flatten", inputs, name)
        case "Dropout":
            return inputs[0]
        case "Dense":
            linear = graph.add(
                "Gemm",
                [inputs[0], graph.matrix(f"{name}/kernel", lambda k: k), graph.vector(f"{name}/bias")],
                f"{name}/linear",
            )
            return graph.add({"relu": "Relu", "softmax": "Softmax"}[config["activation"]], [linear], name)
        case other:
            raise ValueError(f"layer {name} is of the kind {other}, which this converter doesn't know")


def convert(package: Path) -> onnx.ModelProto:
    """The model of the unpacked npm package. Raises ValueError for a layer it doesn't know."""
    layers, specifications, data = read_package(package)
    graph = _Graph(specifications, data)
    picture = graph.add(
        "Unsqueeze",
        [
            graph.add("Transpose", ["pixels"], "channels_first", perm=[2, 0, 1]),
            graph.constant("axis", np.array([0], np.int64)),
        ],
        "batched",
    )
    size = graph.constant("size", np.array([1, 3, SIZE, SIZE], np.int64))
    values = graph.add("Cast", [picture], "values", to=TensorProto.FLOAT)
    resized = graph.add(
        "Resize", [values, "", "", size], "resized", mode="linear", coordinate_transformation_mode="align_corners"
    )
    outputs = {layers[0]["name"]: graph.add("Div", [resized, graph.constant("white", np.float32(255))], "scaled")}
    for layer in layers[1:]:
        outputs[layer["name"]] = _convert_layer(
            graph, layer, [outputs[source[0]] for source in layer["inbound_nodes"][0]]
        )
    graph.add("Squeeze", [outputs[layers[-1]["name"]], "axis"], "probabilities")
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "sexual",
            [helper.make_tensor_value_info("pixels", TensorProto.UINT8, ["height", "width", 3])],
            [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [len(CLASSES)])],
            graph.initializers,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=10,
    )
    onnx.checker.check_model(model)
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="the unpacked npm package nsfwjs")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    onnx.save(convert(arguments.package), arguments.out / "model.onnx")
    manifest = {
        "id": "nsfwjs-mobilenet-v2",
        "version": VERSION,
        "license": "MIT",
        "source": f"npm nsfwjs {VERSION}",
        "classes": CLASSES,
        "files": {"model": file_entry(arguments.out / "model.onnx")},
    }
    (arguments.out / "sexual.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
