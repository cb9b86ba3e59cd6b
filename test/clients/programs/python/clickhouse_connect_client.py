"""clickhouse-connect (HTTP), as its users call it. Argument: the target as a file of JSON."""

import json
import sys

import clickhouse_connect
from clickhouse_connect.driver.exceptions import DatabaseError

from tap import Tap, expect, refused

with open(sys.argv[1], encoding="utf-8") as file:
    target = json.load(file)
tap = Tap()


def connect(**options):
    return clickhouse_connect.get_client(
        host=target["host"],
        port=target["httpPort"],
        username=target["user"],
        password=target["password"],
        database=target["database"],
        **options,
    )


def counts_samples(client, settings=None):
    expect(client.query("SELECT count() > 0 FROM cpu", settings=settings).result_rows, [(1,)])


def time_limit(seconds):
    if seconds is None:
        counts_samples(connect())
        return
    counts_samples(connect(), {"max_execution_time": seconds})
    counts_samples(connect(settings={"max_execution_time": seconds}))
    counts_samples(connect(send_receive_timeout=seconds or 300, connect_timeout=10))


def reads(view):
    client = connect()
    rows = client.query(f"SELECT * FROM {view} LIMIT 3").result_rows
    columns = client.query(f"DESCRIBE TABLE {view}").result_rows
    for row in rows:
        expect(len(row), len(columns))


def parameters():
    query = "SELECT count() FROM cpu WHERE host = {host:String} AND ts > {since:DateTime64(3)}"
    values = {"host": "none'; DROP TABLE x", "since": "2024-01-01 00:00:00"}
    expect(connect().query(query, parameters=values).result_rows, [(0,)])


def streams():
    total = 0
    with connect().query_row_block_stream("SELECT number FROM numbers(900000)") as stream:
        for block in stream:
            total += sum(row[0] for row in block)
    expect(total, 900000 * 899999 // 2)


for limit in target["timeLimits"]:
    tap.check(f"max_execution_time {limit}", lambda: time_limit(limit))
for name in target["views"]:
    tap.check(f"SELECT * FROM {name}", lambda: reads(name))
tap.check("parameters are values", parameters)
tap.check("a result of 900,000 rows as a stream", streams)
tap.check("query_limit", lambda: expect(len(connect(query_limit=5).query("SELECT number FROM numbers(9)").result_rows), 5))
tap.check("a session of its own", lambda: counts_samples(connect(session_id="clients")))
tap.check("compression off", lambda: counts_samples(connect(compress=False)))
tap.check("a change is refused", lambda: refused(lambda: connect().command("CREATE TABLE t (x Int8) ENGINE = Memory"), DatabaseError))
tap.end()
