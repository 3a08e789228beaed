//go:build unix

package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// row is one line of the table. A budget of zero is none.
type row struct {
	name     string
	measured sample
	against  sample // the floor, or the peer; nil where the budget is a time
	ratio    float64
	maxRatio float64
	maxCPU   time.Duration
	maxBytes int64
}

func (r row) over() bool {
	return r.maxRatio > 0 && r.ratio > r.maxRatio ||
		r.maxCPU > 0 && r.measured.cpu() > r.maxCPU ||
		r.maxBytes > 0 && r.measured.memory() > r.maxBytes
}

// cells are name, CPU with its range, what it is compared with, ratio, budget, memory,
// budget of memory, verdict.
func (r row) cells() []string {
	cells := []string{r.name, milliseconds(r.measured.cpu()), milliseconds(r.measured.least()) + "–" +
		milliseconds(r.measured.most()), "", "", "", megabytes(r.measured.memory()), "", "ok"}
	if r.against != nil {
		cells[3] = milliseconds(r.against.cpu())
	}
	if r.ratio > 0 {
		cells[4] = fmt.Sprintf("%.2f", r.ratio)
	}
	if r.maxRatio > 0 {
		cells[5] = fmt.Sprintf("≤ %.1f", r.maxRatio)
	}
	if r.maxCPU > 0 {
		cells[5] = "≤ " + milliseconds(r.maxCPU) + " ms"
	}
	if r.maxBytes > 0 {
		cells[7] = "≤ " + megabytes(r.maxBytes)
	}
	if r.over() {
		cells[8] = "OVER"
	}
	return cells
}

func milliseconds(d time.Duration) string {
	if d < 100*time.Millisecond {
		return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond))
	}
	return fmt.Sprintf("%d", d.Milliseconds())
}

func megabytes(bytes int64) string {
	if bytes == 0 {
		return ""
	}
	return fmt.Sprintf("%d", bytes>>20)
}

func printRows(out io.Writer, rows []row, markdown bool) error {
	heads := []string{"row", "CPU ms", "range", "against ms", "ratio", "budget", "peak MB", "budget", "verdict"}
	if markdown {
		return printMarkdown(out, heads, rows)
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, strings.Join(heads, "\t"))
	for _, row := range rows {
		fmt.Fprintln(table, strings.Join(row.cells(), "\t"))
	}
	return table.Flush()
}

func printMarkdown(out io.Writer, heads []string, rows []row) error {
	var text strings.Builder
	fmt.Fprintf(&text, "| %s |\n|%s\n", strings.Join(heads, " | "), strings.Repeat(" --- |", len(heads)))
	for _, row := range rows {
		fmt.Fprintf(&text, "| %s |\n", strings.Join(row.cells(), " | "))
	}
	_, err := io.WriteString(out, text.String())
	return err
}
