"""What `stats-top report` is held against: the same question asked of other programs.

    yardsticks.py ENGINE FILE

For each name: how many scopes, the sum of their durations, p50, p90 and p99, and the sum of the
counter `rows`. Prints {"seconds": S, "answers": [[name, count, sum, p50, p90, p99, rows], …]}, where
S is the processor time from after the import of the engine to its answer, all threads together.

Each engine is told the columns that it needs, so that it neither guesses types nor reads the rest,
and uses one thread: it is measured on one core.
"""

import json
import sys
import time


def with_duckdb(file):
    import duckdb
    start()
    connection = duckdb.connect(config={"threads": 1})
    return connection.execute(
        """
        SELECT scope, count(*), sum(dur), quantile_disc(dur, 0.5), quantile_disc(dur, 0.9),
               quantile_disc(dur, 0.99), sum(counters.rows)
        FROM read_json(?, format = 'newline_delimited', columns = {
            scope: 'VARCHAR', dur: 'DOUBLE', counters: 'STRUCT(rows BIGINT)'})
        GROUP BY scope
        """, [file]).fetchall()


def with_chdb(file):
    import chdb
    start()
    answer = chdb.query(
        f"""
        SELECT scope, count(), sum(dur), quantileExact(0.5)(dur), quantileExact(0.9)(dur),
               quantileExact(0.99)(dur), sum(counters.rows)
        FROM file('{file}', JSONEachRow, 'scope String, dur Float64, counters Tuple(rows Int64)')
        GROUP BY scope
        SETTINGS max_threads = 1, max_parsing_threads = 1
        """, "JSONCompactEachRow")
    rows = [json.loads(line) for line in answer.bytes().decode().splitlines()]
    return [[row[0], int(row[1]), *row[2:6], int(row[6])] for row in rows]


def with_polars(file):
    import os
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars
    start()
    dur = polars.col("dur")
    schema = {
        "scope": polars.String, "dur": polars.Float64,
        "counters": polars.Struct({"rows": polars.Int64}),
    }
    query = polars.scan_ndjson(file, schema=schema).group_by("scope").agg(
        polars.len(), dur.sum().alias("sum"),
        *[dur.quantile(q, "nearest").alias(str(q)) for q in (0.5, 0.9, 0.99)],
        polars.col("counters").struct.field("rows").sum().alias("rows"))
    return query.collect(engine="streaming").rows()


def with_orjson(file):
    from math import ceil
    from orjson import loads
    start()
    durations, rows = {}, {}
    with open(file, "rb") as lines:
        for line in lines:
            scope = loads(line)
            name = scope["scope"]
            if name not in durations:
                durations[name], rows[name] = [], 0
            durations[name].append(scope["dur"])
            rows[name] += scope["counters"]["rows"]
    answers = []
    for name, all_of_it in durations.items():
        total = sum(all_of_it)
        all_of_it.sort()
        quantiles = [all_of_it[ceil(q * len(all_of_it)) - 1] for q in (0.5, 0.9, 0.99)]
        answers.append([name, len(all_of_it), total, *quantiles, rows[name]])
    return answers


started = 0.0


def start():
    global started
    started = time.process_time()


if __name__ == "__main__":
    answers = globals()["with_" + sys.argv[1]](sys.argv[2])
    seconds = time.process_time() - started
    print(json.dumps({"seconds": seconds, "answers": [list(row) for row in answers]}))
