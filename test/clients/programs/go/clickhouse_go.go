package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// options are the defaults of clickhouse-go with the address and account of the target.
func (t target) options(protocol clickhouse.Protocol) *clickhouse.Options {
	port := t.NativePort
	if protocol == clickhouse.HTTP {
		port = t.HTTPPort
	}
	return &clickhouse.Options{
		Addr:     []string{fmt.Sprintf("%s:%d", t.Host, port)},
		Auth:     clickhouse.Auth{Database: t.Database, Username: t.User, Password: t.Password},
		Protocol: protocol,
	}
}

func runClickHouseGo(t target) {
	protocols := map[string]clickhouse.Protocol{"native": clickhouse.Native, "HTTP": clickhouse.HTTP}
	for name, protocol := range protocols {
		for _, seconds := range t.TimeLimits {
			check(fmt.Sprintf("%s: max_execution_time %s", name, limitText(seconds)), func() error {
				return timeLimit(t.options(protocol), seconds)
			})
		}
		for _, view := range t.Views {
			check(fmt.Sprintf("%s: SELECT * FROM %s", name, view), func() error {
				return readsView(t.options(protocol), view)
			})
		}
		check(name+": a deadline of 65 s and of 300 s", func() error { return deadlines(t.options(protocol)) })
		check(name+": parameters are values", func() error { return parameters(t.options(protocol)) })
		check(name+": LZ4", func() error { return compressed(t.options(protocol)) })
		check(name+": a change is refused", func() error { return changeRefused(t.options(protocol)) })
	}
}

func limitText(seconds *int) string {
	if seconds == nil {
		return "of the default"
	}
	return fmt.Sprint(*seconds)
}

func timeLimit(options *clickhouse.Options, seconds *int) error {
	if seconds != nil {
		options.Settings = clickhouse.Settings{"max_execution_time": *seconds}
	}
	return countsSamples(context.Background(), options)
}

// deadlines: clickhouse-go sends the time that is left of a context, and 5 s, as max_execution_time.
func deadlines(options *clickhouse.Options) error {
	for _, limit := range []time.Duration{65 * time.Second, 300 * time.Second} {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		err := countsSamples(ctx, options)
		cancel()
		if err != nil {
			return fmt.Errorf("%s: %w", limit, err)
		}
	}
	return nil
}

func countsSamples(ctx context.Context, options *clickhouse.Options) error {
	db := clickhouse.OpenDB(options)
	defer db.Close()
	var count uint64
	if err := db.QueryRowContext(ctx, "SELECT count() FROM cpu").Scan(&count); err != nil {
		return err
	}
	if count == 0 {
		return errors.New("no sample was counted")
	}
	return nil
}

func readsView(options *clickhouse.Options, view string) error {
	db := clickhouse.OpenDB(options)
	defer db.Close()
	rows, err := db.Query("SELECT * FROM " + view + " LIMIT 3")
	if err != nil {
		return err
	}
	defer rows.Close()
	return scanAll(rows)
}

// scanAll decodes every value of every row.
func scanAll(rows *sql.Rows) error {
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values := make([]any, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
	}
	return rows.Err()
}

func parameters(options *clickhouse.Options) error {
	db := clickhouse.OpenDB(options)
	defer db.Close()
	var count uint64
	named := clickhouse.Named("host", "none'; DROP TABLE x")
	if err := db.QueryRow("SELECT count() FROM cpu WHERE host = @host", named).Scan(&count); err != nil {
		return err
	}
	if count != 0 {
		return fmt.Errorf("expected 0, got %d", count)
	}
	return nil
}

func compressed(options *clickhouse.Options) error {
	options.Compression = &clickhouse.Compression{Method: clickhouse.CompressionLZ4}
	return countsSamples(context.Background(), options)
}

func changeRefused(options *clickhouse.Options) error {
	db := clickhouse.OpenDB(options)
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE t (x Int8) ENGINE = Memory"); err != nil {
		return nil
	}
	return errors.New("was not refused")
}
