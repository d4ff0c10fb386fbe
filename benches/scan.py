"""A scan with RapidFuzz over the segments of a TMX file's language: milliseconds a query, for ratios.

python3 rapidfuzz.py SEGMENTS.txt QUERIES.txt COUNT: a segment a line; words and characters, minimum 70, best 5.
"""

import re
import sys
import time

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

WORDS = re.compile(r"\w+|[^\w\s]")


def main():
    segments = open(sys.argv[1], encoding="utf-8").read().split("\n")
    queries = open(sys.argv[2], encoding="utf-8").read().split("\n")[: int(sys.argv[3])]
    numbers = {}

    def words(text):
        return tuple(numbers.setdefault(word, len(numbers)) for word in WORDS.findall(text))

    for name, convert in (("words", words), ("characters", str)):
        choices = [convert(segment) for segment in segments]
        asked = [convert(query) for query in queries]
        start = time.process_time()
        for query in asked:
            process.extract(
                query, choices, scorer=Levenshtein.normalized_similarity, processor=None, score_cutoff=0.7, limit=5
            )
        spent = (time.process_time() - start) * 1000 / len(asked)
        print(f"{name} {spent:.2f}", flush=True)


main()
