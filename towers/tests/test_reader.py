"""The recogniser cut to fewer characters says of those that stay what it said before."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from memeveil_towers.reader import is_kept, keep_characters


def test_what_is_kept():
    assert [c for c in "aZ9é?€Ωの猫贷籲ع한" if is_kept(c)] == list("aZ9é?€Ωの猫贷")


def test_columns_go_with_their_characters():
    characters = ["a", "籲", "b"]
    # no character, the three, the space
    weights = np.arange(10, dtype=np.float32).reshape(2, 5)
    bias = np.arange(5, dtype=np.float32)
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "linear_8.w_0"], ["y"])],
        "last layer",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1, 2])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 1, 5])],
        [numpy_helper.from_array(weights, "linear_8.w_0"), numpy_helper.from_array(bias, "linear_8.b_0")],
    )
    model = keep_characters(helper.make_model(graph), characters, ["a", "b"])
    kept = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    assert kept["linear_8.w_0"].tolist() == [[0, 1, 3, 4], [5, 6, 8, 9]]
    assert kept["linear_8.b_0"].tolist() == [0, 1, 3, 4]
    onnx.checker.check_model(model)
    assert model.graph.output[0].type.tensor_type.shape.dim[2].dim_value == 4
