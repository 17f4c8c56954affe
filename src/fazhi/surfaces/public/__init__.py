"""Where citizens and enterprises apply, follow their cases, and receive documents: plain words, one question at a time."""
