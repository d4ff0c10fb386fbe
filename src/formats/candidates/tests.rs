//! Reviews of candidates come back from every format.
