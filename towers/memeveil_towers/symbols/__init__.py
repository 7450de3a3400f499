"""The signal for hate symbols: shapes and scenes that are drawn, the network, its training and its ONNX file."""
