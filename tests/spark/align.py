"""Align documents on a Spark cluster: `tolmach align --jsonl` as a filter in RDD.pipe.

    spark-submit align.py TOLMACH INPUT OUTPUT

TOLMACH is the program, at the same path on every worker; it needs nothing else there. INPUT is JSON Lines, a document a
line: {"id": …, "texts": {"ru": "…", "be": "…", "en": "…"}}, a text being a string or a list of segments. OUTPUT gets
a row for each translation unit that is sure enough: document, confidence, the text of each language.
"""

import json
import sys

from pyspark.sql import SparkSession

LANGS = ["ru", "be", "en"]
MIN_CONFIDENCE = 0.5


def units(line):
    """The rows of a document aligned; of a line that could not be, none."""
    document = json.loads(line)
    for bead in document.get("beads", []):
        texts = [" ".join(part["text"] for part in bead["segments"].get(lang, [])) for lang in LANGS]
        if bead["confidence"] >= MIN_CONFIDENCE and sum(map(bool, texts)) > 1:
            yield (str(document["id"]), bead["confidence"], *texts)


def main(tolmach, source, target):
    spark = SparkSession.builder.appName("tolmach").getOrCreate()
    # Spark runs one pipe on each core already. Lines that fail are answered too, and exit status 1 tells of them; with
    # checkCode=False it does not stop the job.
    aligned = (
        spark.sparkContext.textFile(source, minPartitions=4)
        .pipe(f"{tolmach} align --jsonl --jobs 1", checkCode=False)
        .cache()
    )
    schema = "document string, confidence double, " + ", ".join(f"{lang} string" for lang in LANGS)
    spark.createDataFrame(aligned.flatMap(units), schema).write.mode("overwrite").json(target)
    errors = aligned.filter(lambda line: '"type":"error"' in line).collect()
    print(json.dumps({"documents": aligned.count(), "errors": errors}))
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
