"""Files of questions, in and out: one module for each format, between bytes and ``questions.values``. No models."""
