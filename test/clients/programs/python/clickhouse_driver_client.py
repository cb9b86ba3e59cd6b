"""clickhouse-driver (native protocol), as its users call it. Argument: the target as a file of JSON."""

import json
import sys

from clickhouse_driver import Client, connect
from clickhouse_driver.errors import ServerException

from tap import Tap, expect, refused

with open(sys.argv[1], encoding="utf-8") as file:
    target = json.load(file)
address = {
    "host": target["host"],
    "port": target["nativePort"],
    "user": target["user"],
    "password": target["password"],
    "database": target["database"],
}
tap = Tap()


def counts_samples(client, settings=None):
    expect(client.execute("SELECT count() > 0 FROM cpu", settings=settings), [(1,)])


def time_limit(seconds):
    if seconds is None:
        counts_samples(Client(**address))
        return
    counts_samples(Client(**address), {"max_execution_time": seconds})
    counts_samples(Client(**address, settings={"max_execution_time": seconds}))


def reads(view):
    rows, columns = Client(**address).execute(f"SELECT * FROM {view} LIMIT 3", with_column_types=True)
    for row in rows:
        expect(len(row), len(columns))


def parameters():
    query = "SELECT count() FROM cpu WHERE host = %(host)s"
    expect(Client(**address).execute(query, {"host": "none'; DROP TABLE x"}), [(0,)])


def streams():
    rows = Client(**address).execute_iter("SELECT number FROM numbers(900000)", {"max_block_size": 100000})
    expect(sum(row[0] for row in rows), 900000 * 899999 // 2)


def database_api():
    with connect(**address) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count() > 0 FROM cpu")
        expect(cursor.fetchall(), [(1,)])


for limit in target["timeLimits"]:
    tap.check(f"max_execution_time {limit}", lambda: time_limit(limit))
for name in target["views"]:
    tap.check(f"SELECT * FROM {name}", lambda: reads(name))
tap.check("parameters are values", parameters)
tap.check("a result of 900,000 rows as a stream", streams)
tap.check("DB API 2.0", database_api)
tap.check("a change is refused", lambda: refused(lambda: Client(**address).execute("CREATE TABLE t (x Int8) ENGINE = Memory"), ServerException))
tap.end()
