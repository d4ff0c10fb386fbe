//! Extraction on small memories.
