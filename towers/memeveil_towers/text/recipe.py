"""What a training of the text tower draws, and by which rates: the first one and the refinement."""

from dataclasses import dataclass, field

FIRST_QUOTA = {
    ("olid", True): 2200,
    ("olid", False): 2800,
    ("davidson_profanity", True): 2600,
    ("davidson_tweets", False): 1600,
    ("forum_hate", False): 1500,
    ("implicit_hate", False): 4500,
    ("implicit_hate", True): 5500,
}
# data sets whose "offensive" is mostly profanity pull less on the shared head
SHARED_WEIGHT = {
    "olid": 0.3,
    "davidson_tweets": 0.3,
    "davidson_profanity": 0.1,
    "captions": 0.5,
    "generated": 0.7,
}


@dataclass
class TextRecipe:
    """One training of the text tower: epochs, rates, and the rows of an epoch, which each epoch draws anew."""

    epochs: int = 3
    batch: int = 32  # texts
    max_tokens: int = 64
    learning_rate: float = 7e-5  # the encoder's
    warmup: float = 0.06  # share of all steps
    generated: int = 8000  # sentences an epoch
    captions: int = 6000  # at most, an epoch
    # rows an epoch by (data set, offensive); one that isn't named is taken whole
    quota: dict[tuple[str, bool], int] = field(default_factory=FIRST_QUOTA.copy)
    # how often an epoch shows each drawn row, by data set; 1 where it isn't named
    repeat: dict[str, int] = field(default_factory=lambda: {"multioff": 2, "harmeme": 2, "memes": 3})
    # of a row's loss under the shared head, by data set; 1 where it isn't named
    shared_weight: dict[str, float] = field(default_factory=SHARED_WEIGHT.copy)
    # above 0: fits the heads alone first, then holds the embeddings of all texts but the generated ones where they
    # were, this strongly (learning without forgetting, Li & Hoiem 2016)
    anchor: float = 0
    checkpoint_every: int = 150  # steps
    # one training a seed, then the mean of their weights (model soup, Wortsman et al. 2022): steadier on sets kept
    # aside
    seeds: tuple[int, ...] = (7, 8)


# wordings and slurs anew, at a rate and under an anchor that leave what was learned from people's own texts
REFINEMENT = TextRecipe(
    epochs=3,
    learning_rate=4e-5,
    generated=16_000,
    captions=2000,
    anchor=10,
    repeat={},
    quota={
        ("hateful_memes", True): 700,
        ("hateful_memes", False): 1000,
        ("harmeme", True): 800,
        ("harmeme", False): 1200,
        ("hatemoji_build", True): 700,
        ("hatemoji_build", False): 700,
        ("implicit_hate", True): 700,
        ("implicit_hate", False): 1000,
        ("olid", True): 300,
        ("olid", False): 700,
        ("forum_hate", True): 200,
        ("forum_hate", False): 700,
        ("davidson_tweets", True): 300,
        ("davidson_tweets", False): 300,
        ("davidson_profanity", True): 300,
        ("memotion7k", True): 200,
        ("memotion7k", False): 500,
    },
)
