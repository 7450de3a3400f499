"""How the towers that MemeVeil ships are made: from data sets and pretrained towers to ONNX files."""
