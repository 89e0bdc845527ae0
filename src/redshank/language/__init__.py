"""From text to a parsed ``Doc``: the spaCy base pipeline, the sentence plan, mentions, coreference, quotations."""
