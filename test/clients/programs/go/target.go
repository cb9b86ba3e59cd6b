// Package main runs clickhouse-go and the macros of Grafana's ClickHouse data source against a collector that runs.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// target is what main.ts writes: see SqlTarget in ../../instance.ts.
type target struct {
	Host       string   `json:"host"`
	HTTPPort   int      `json:"httpPort"`
	NativePort int      `json:"nativePort"`
	User       string   `json:"user"`
	Password   string   `json:"password"`
	Database   string   `json:"database"`
	TimeLimits []*int   `json:"timeLimits"`
	Views      []string `json:"views"`
}

func readTarget(path string) (target, error) {
	var read target
	text, err := os.ReadFile(path)
	if err != nil {
		return read, err
	}
	return read, json.Unmarshal(text, &read)
}

var checks int

// check prints one finding in the Test Anything Protocol.
func check(name string, body func() error) {
	checks++
	if err := body(); err != nil {
		fmt.Printf("not ok %d - %s # %s\n", checks, name, strings.ReplaceAll(err.Error(), "\n", " "))
		return
	}
	fmt.Printf("ok %d - %s\n", checks, name)
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: clients (clickhouse-go | grafana DASHBOARDS) TARGET.json")
		os.Exit(2)
	}
	read, err := readTarget(os.Args[len(os.Args)-1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if os.Args[1] == "grafana" {
		runGrafana(read, os.Args[2])
	} else {
		runClickHouseGo(read)
	}
	fmt.Printf("1..%d\n", checks)
}
