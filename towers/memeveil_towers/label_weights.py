"""What a row weighs in the shared head's loss, by data set and label: how near its label is to what we call offensive.

A set's own head counts every row in full.
"""

# (offensive, harmless): one reader's judgement over 15 to 35 rows a class
SET_WEIGHTS = {
    "olid": (0.3, 0.3),
    "davidson_tweets": (0.3, 0.3),
    "davidson_profanity": (0.1, 0.1),
    "pridemm": (0.3, 0.9),
    "multibully": (0.0, 0.0),  # means "bully" very broadly
    "crowdcounter": (0.7, 0.7),
    "antisemitism": (0.3, 1.0),
    "reddit_bias": (0.5, 0.7),
    "edos": (0.6, 0.6),
    "workplace_sexism": (0.8, 0.8),
    "hatexplain": (0.7, 0.4),
    "gab_hate": (0.4, 0.4),
    "cad_reddit": (0.45, 0.5),
    "hope_speech": (0.8, 0.8),
    "captions": (0.5, 0.5),
    "generated": (0.7, 0.7),
}
# labels that say less than the set's others
LABEL_WEIGHTS = {
    ("hahackathon", "moderate"): 0.2,
    ("hahackathon", "mild"): 0.4,
    ("hatexplain", "offensive"): 0.25,
    ("cad_reddit", "other_abuse"): 0.3,
}
SURE = 0.3  # rows that weigh less are no measure of the shared head


def label_weight(dataset: str, label: str, offensive: bool) -> float:
    """The weight in [0, 1] of a row that its set labels `label`, spelled as data.Row has it."""
    by_class = SET_WEIGHTS.get(dataset, (1.0, 1.0))
    return LABEL_WEIGHTS.get((dataset, label), by_class[0 if offensive else 1])
