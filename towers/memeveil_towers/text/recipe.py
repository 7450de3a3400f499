"""What a training of the text tower draws, and by which rates: the first one and the refinement."""

from dataclasses import dataclass, field, replace

FIRST_QUOTA = {
    ("olid", True): 2200,
    ("olid", False): 2800,
    ("davidson_profanity", True): 2600,
    ("davidson_tweets", False): 1600,
    ("forum_hate", False): 1500,
    ("implicit_hate", False): 4500,
    ("implicit_hate", True): 5500,
}


# what the shipped tower was trained on
FIRST_SETS = frozenset(
    {
        "hateful_memes",
        "harmeme",
        "memotion7k",
        "hatemoji_build",
        "olid",
        "forum_hate",
        "davidson_tweets",
        "davidson_profanity",
        "implicit_hate",
        "multioff",
        "memes",
    }
)


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
    sets: frozenset[str] | None = None  # data sets of the rows; None: all
    # rows an epoch by (data set, offensive); one that isn't named is taken whole
    quota: dict[tuple[str, bool], int] = field(default_factory=FIRST_QUOTA.copy)
    # how often an epoch shows each drawn row, by data set; 1 where it isn't named
    repeat: dict[str, int] = field(default_factory=lambda: {"multioff": 2, "harmeme": 2, "memes": 3})
    # of the weights that are kept; the rest is the encoder's that it began with (WiSE-FT, Wortsman et al. 2022)
    share: float = 1
    heads_first: bool = False  # fits the heads alone before the encoder moves
    # above 0: holds the embeddings of texts where they were, this strongly (learning without forgetting, Li & Hoiem
    # 2016)
    anchor: float = 0
    anchored: frozenset[str] | None = None  # data sets of these texts; None: all but the generated ones
    checkpoint_every: int = 150  # steps
    # one training a seed, then the mean of their weights (model soup, Wortsman et al. 2022): steadier on sets kept
    # aside
    seeds: tuple[int, ...] = (7, 8)

    def is_held(self, dataset: str) -> bool:
        """Whether the anchor holds texts of this data set."""
        return dataset != "generated" if self.anchored is None else dataset in self.anchored


FIRST = TextRecipe(sets=FIRST_SETS)

# wordings and slurs anew, at a rate and under an anchor that leave what was learned from people's own texts
REFINEMENT = TextRecipe(
    sets=FIRST_SETS,
    epochs=3,
    learning_rate=4e-5,
    generated=16_000,
    captions=2000,
    heads_first=True,
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

# all sets, from a shipped encoder on; memes of politics are held where they lay
WIDE = TextRecipe(
    epochs=2,
    batch=64,
    learning_rate=1e-4,
    max_tokens=128,
    heads_first=True,
    anchor=20,
    anchored=frozenset({"multioff", "harmeme", "memotion7k", "captions"}),
    share=0.6,
    captions=4000,
    seeds=(7,),
    repeat={"multioff": 4, "memes": 3, "rhm": 3, "covid_hate": 2},
    quota={
        ("hateful_memes", True): 1500,
        ("hateful_memes", False): 2500,
        ("harmeme", False): 1500,
        ("multibully", True): 800,
        ("multibully", False): 800,
        ("dynahate", True): 8000,
        ("dynahate", False): 7000,
        ("memotion7k", False): 2500,
        ("olid", True): 1000,
        ("olid", False): 2000,
        ("davidson_profanity", True): 1000,
        ("davidson_tweets", False): 1000,
        ("forum_hate", False): 1500,
        ("implicit_hate", True): 3500,
        ("implicit_hate", False): 3500,
        ("hahackathon", False): 2500,
        ("crowdcounter", False): 1500,
        ("antisemitism", False): 1500,
        ("reddit_bias", True): 1500,
        ("reddit_bias", False): 1500,
        ("edos", True): 2000,
        ("edos", False): 2000,
        ("hatexplain", True): 2500,
        ("hatexplain", False): 2000,
        ("gab_hate", True): 1000,
        ("gab_hate", False): 1500,
        ("cad_reddit", False): 2000,
        ("hope_speech", False): 1000,
    },
)

# the generator's sentences once more, while all that people wrote stays where it is
AGAIN = replace(
    REFINEMENT,
    sets=None,
    epochs=2,
    seeds=(7,),
    quota={
        **REFINEMENT.quota,
        ("dynahate", True): 1000,
        ("dynahate", False): 1500,
        ("hatexplain", True): 400,
        ("hatexplain", False): 600,
        ("edos", True): 300,
        ("edos", False): 500,
        ("hahackathon", True): 300,
        ("hahackathon", False): 300,
        ("gab_hate", True): 200,
        ("gab_hate", False): 300,
        ("cad_reddit", True): 200,
        ("cad_reddit", False): 300,
        ("reddit_bias", True): 200,
        ("reddit_bias", False): 200,
        ("crowdcounter", True): 200,
        ("crowdcounter", False): 200,
        ("antisemitism", True): 100,
        ("antisemitism", False): 200,
        ("multibully", True): 100,
        ("multibully", False): 200,
    },
)
