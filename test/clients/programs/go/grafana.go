package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/grafana/grafana-plugin-sdk-go/data/sqlutil"
)

type dashboard struct {
	Title      string `json:"title"`
	Templating struct {
		List []struct {
			Query string `json:"query"`
		} `json:"list"`
	} `json:"templating"`
	Panels []struct {
		Title   string `json:"title"`
		Targets []struct {
			RawSQL string `json:"rawSql"`
		} `json:"targets"`
	} `json:"panels"`
}

func instant(at time.Time) string { return fmt.Sprintf("toDateTime(%d)", at.Unix()) }

func instantMs(at time.Time) string { return fmt.Sprintf("fromUnixTimestamp64Milli(%d)", at.UnixMilli()) }

func day(at time.Time) string { return fmt.Sprintf("toDate('%s')", at.UTC().Format(time.DateOnly)) }

func within(column string, range_ func(time.Time) string, query *sqlutil.Query) string {
	from, to := range_(query.TimeRange.From), range_(query.TimeRange.To)
	return fmt.Sprintf("%s >= %s AND %s <= %s", column, from, column, to)
}

// macro makes a macro that takes exactly `count` arguments.
func macro(count int, expand func(*sqlutil.Query, []string) string) sqlutil.MacroFunc {
	return func(query *sqlutil.Query, args []string) (string, error) {
		if len(args) != count {
			return "", fmt.Errorf("%w: %d arguments, not %d", sqlutil.ErrorBadArgumentCount, len(args), count)
		}
		return expand(query, args), nil
	}
}

// always ignores its arguments: sqlutil gives one empty argument to a macro without parentheses.
func always(expand func(*sqlutil.Query) string) sqlutil.MacroFunc {
	return func(query *sqlutil.Query, _ []string) (string, error) { return expand(query), nil }
}

// macros are those that Grafana's ClickHouse data source documents. The plug-in itself is no Go module that can be
// fetched; Grafana's own sqlutil finds them in a query and splits their arguments, as it does there.
var macros = sqlutil.Macros{
	"fromTime":    always(func(q *sqlutil.Query) string { return instant(q.TimeRange.From) }),
	"toTime":      always(func(q *sqlutil.Query) string { return instant(q.TimeRange.To) }),
	"fromTime_ms": always(func(q *sqlutil.Query) string { return instantMs(q.TimeRange.From) }),
	"toTime_ms":   always(func(q *sqlutil.Query) string { return instantMs(q.TimeRange.To) }),
	"interval_s":  always(func(q *sqlutil.Query) string { return fmt.Sprint(int(q.Interval.Seconds())) }),
	"timeFilter":  macro(1, func(q *sqlutil.Query, a []string) string { return within(a[0], instant, q) }),
	"timeFilter_ms": macro(1, func(q *sqlutil.Query, a []string) string {
		return within(a[0], instantMs, q)
	}),
	"dateFilter": macro(1, func(q *sqlutil.Query, a []string) string { return within(a[0], day, q) }),
	"dateTimeFilter": macro(2, func(q *sqlutil.Query, a []string) string {
		return fmt.Sprintf("(%s) AND (%s)", within(a[0], day, q), within(a[1], instant, q))
	}),
	"timeInterval": macro(1, func(q *sqlutil.Query, a []string) string {
		return fmt.Sprintf("toStartOfInterval(toDateTime(%s), INTERVAL %d second)", a[0], int(q.Interval.Seconds()))
	}),
	"timeInterval_ms": macro(1, func(q *sqlutil.Query, a []string) string {
		return fmt.Sprintf("toStartOfInterval(toDateTime64(%s, 3), INTERVAL %d millisecond)", a[0], q.Interval.Milliseconds())
	}),
}

// Queries that use every macro on columns of the documented views.
var macroQueries = map[string]string{
	"$__timeFilter":      "SELECT count() FROM cpu WHERE $__timeFilter(ts)",
	"$__timeFilter_ms":   "SELECT count() FROM cpu WHERE $__timeFilter_ms(ts)",
	"$__dateFilter":      "SELECT count() FROM cpu WHERE $__dateFilter(toDate(ts))",
	"$__dateTimeFilter":  "SELECT count() FROM cpu WHERE $__dateTimeFilter(toDate(ts), ts)",
	"$__fromTime":        "SELECT count() FROM cpu WHERE ts BETWEEN $__fromTime AND $__toTime",
	"$__fromTime_ms":     "SELECT count() FROM cpu WHERE ts BETWEEN $__fromTime_ms AND $__toTime_ms",
	"$__timeInterval":    "SELECT sum(n) FROM (SELECT $__timeInterval(ts) AS time, count() AS n FROM cpu GROUP BY time)",
	"$__timeInterval_ms": "SELECT sum(n) FROM (SELECT $__timeInterval_ms(ts) AS time, count() AS n FROM cpu GROUP BY time)",
	"$__interval_s":      "SELECT count() FROM cpu WHERE interval_ms <= $__interval_s * 1000",
}

// expanded is the query as ClickHouse gets it: variables are replaced by the page, macros by the back end.
func expanded(text string) (string, error) {
	text = strings.ReplaceAll(text, "$__interval_ms", "60000")
	text = strings.ReplaceAll(text, "${host}", "web-1")
	now := time.Now()
	query := &sqlutil.Query{RawSQL: text, Interval: time.Minute}
	query.TimeRange.From, query.TimeRange.To = now.Add(-time.Hour), now.Add(time.Minute)
	result, err := sqlutil.Interpolate(query, macros)
	if err == nil && strings.Contains(result, "$") {
		return "", fmt.Errorf("something was not replaced: %s", result)
	}
	return result, err
}

// runGrafana: the plug-in talks to the database through clickhouse-go; 60 s is its default time-out of a query.
func runGrafana(t target, folder string) {
	sixty := 60
	for name, protocol := range map[string]clickhouse.Protocol{"native": clickhouse.Native, "HTTP": clickhouse.HTTP} {
		options := t.options(protocol)
		options.Settings = clickhouse.Settings{"max_execution_time": sixty}
		for macroName, text := range macroQueries {
			check(fmt.Sprintf("%s: %s", name, macroName), func() error { return countsInRange(options, text) })
		}
		for title, text := range statements(folder) {
			check(fmt.Sprintf("%s: %s", name, title), func() error { return runs(options, text) })
		}
	}
}

func statements(folder string) map[string]string {
	found := map[string]string{}
	paths, _ := filepath.Glob(filepath.Join(folder, "*.json"))
	for _, path := range paths {
		var read dashboard
		text, err := os.ReadFile(path)
		if err == nil {
			err = json.Unmarshal(text, &read)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, path, err)
			os.Exit(1)
		}
		for _, panel := range read.Panels {
			for i, query := range panel.Targets {
				found[fmt.Sprintf("%s, %s, query %d", read.Title, panel.Title, i+1)] = query.RawSQL
			}
		}
		for i, variable := range read.Templating.List {
			found[fmt.Sprintf("%s, variable %d", read.Title, i+1)] = variable.Query
		}
	}
	return found
}

func countsInRange(options *clickhouse.Options, text string) error {
	query, err := expanded(text)
	if err != nil {
		return err
	}
	db := clickhouse.OpenDB(options)
	defer db.Close()
	var count uint64
	if err := db.QueryRow(query).Scan(&count); err != nil {
		return err
	}
	if count == 0 {
		return errors.New("it found no sample of the last hour")
	}
	return nil
}

func runs(options *clickhouse.Options, text string) error {
	query, err := expanded(text)
	if err != nil {
		return err
	}
	db := clickhouse.OpenDB(options)
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	return scanAll(rows)
}
