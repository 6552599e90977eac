"""What presence is read from: one module for each source, and the verbs that write down what they say."""
