//! Where does a sentence end? Rules per language as data.
