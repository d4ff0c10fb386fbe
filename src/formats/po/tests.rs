//! Catalogues as they are, and round trips.
