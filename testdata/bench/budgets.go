//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"time"
)

const megabyte = 1 << 20

// budgets measures the rows that have a budget of their own.
func (b *bench) budgets() ([]row, error) {
	var rows []row
	for _, measure := range []func() ([]row, error){b.start, b.files, b.plans, b.requests, b.sarif} {
		more, err := measure()
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// start is a run over one small folder, as a hook before a commit has it: with all rules,
// and with one, since what it costs must not grow with the number of rules. A report in SARIF
// has every rule in it.
func (b *bench) start() ([]row, error) {
	folder, err := b.input("small", 1)
	if err != nil {
		return nil, err
	}
	samples, err := inTurns(3*b.runs, b.checkText(folder), b.checkText(folder, "--rule", "*/deletion-protection"),
		b.checkFolder(folder), command{b.self, "floor", "start"})
	if err != nil {
		return nil, err
	}
	all, one, whole, process := samples[0], samples[1], samples[2], samples[3]
	return []row{
		{name: "1 file, all rules", measured: all, against: process,
			maxCPU: 25 * time.Millisecond, maxBytes: 30 * megabyte},
		{name: "1 file, all rules against one", measured: all, against: one,
			ratio: ratio(all, one), maxRatio: 1.5},
		{name: "1 file, all rules, SARIF, no budget", measured: whole, against: process},
	}, nil
}

// files are folders of Terraform, against parsing them: root modules that all use Pinecone,
// and without a budget those of a large organization, of which one in ten does.
func (b *bench) files() ([]row, error) {
	rows, err := b.scale("tf", "Terraform files", []int{1_000, 10_000}, "hcl", b.checkFolderOnly)
	if err != nil {
		return nil, err
	}
	rows[0].maxRatio = 2.5
	mixed, err := b.against("mixed-tf", "Terraform files, one root module in ten Pinecone's, no budget", 10_000, "hcl",
		b.checkFolderOnly)
	return append(rows, mixed), err
}

func (b *bench) checkFolderOnly(folder string) command { return b.checkFolder(folder) }

// plans are plans, against reading their tokens: as a large organization has them, and one
// without a budget in which nearly everything has to be read and judged.
func (b *bench) plans() ([]row, error) {
	counts := []int{1_000, 10_000, 100_000}
	rows, err := b.scale("plan", "plan of 10 % Pinecone, 60 % AWS, 30 % not read", counts, "json", b.checkPlan)
	if err != nil {
		return nil, err
	}
	rows[len(counts)-1].maxRatio = 7
	dense, err := b.against("dense-plan", "dense plan, every type alike, no budget", 10_000, "json", b.checkPlan)
	return append(rows, dense), err
}

// requests is a batch of AWS requests with one worker, against reading the same tokens. Two
// seconds are 50,000 requests in a second of one core.
func (b *bench) requests() ([]row, error) {
	one, err := b.against("requests", "AWS requests, each with its policies", 100_000, "json",
		func(path string) command { return command{b.pinelint, "access", "--batch", path, "--jobs", "1"} })
	if err != nil {
		return nil, err
	}
	one.maxCPU, one.maxBytes = 2*time.Second, 150*megabyte
	own, err := b.against("own-requests", "AWS requests, all policies different, no budget", 100_000, "json",
		func(path string) command { return command{b.pinelint, "access", "--batch", path, "--jobs", "1"} })
	return []row{one, own}, err
}

// scale has a row for each count, against the floor, and then one for each step between
// them, which must be linear.
func (b *bench) scale(
	kind, title string, counts []int, floor string, check func(path string) command,
) ([]row, error) {
	var rows []row
	for _, count := range counts {
		one, err := b.against(kind, title, count, floor, check)
		if err != nil {
			return nil, err
		}
		rows = append(rows, one)
	}
	rows[len(counts)-1].maxBytes = 150 * megabyte
	for i := range counts[1:] {
		small, large := rows[i], rows[i+1]
		rows = append(rows, row{
			name:     fmt.Sprintf("%s: %d against %d, each", title, counts[i+1], counts[i]),
			measured: large.measured, against: small.measured, maxRatio: 1.2,
			ratio: ratio(large.measured, small.measured) * float64(counts[i]) / float64(counts[i+1]),
		})
	}
	return rows, nil
}

// against has the row of one input, against the floor.
func (b *bench) against(
	kind, title string, count int, floor string, check func(path string) command,
) (row, error) {
	path, err := b.input(kind, count)
	if err != nil {
		return row{}, err
	}
	samples, err := inTurns(b.rounds(count), check(path), command{b.self, "floor", floor, path})
	if err != nil {
		return row{}, err
	}
	return row{
		name: fmt.Sprintf("%s: %d", title, count), measured: samples[0], against: samples[1],
		ratio: ratio(samples[0], samples[1]),
	}, nil
}

func ratio(measured, against sample) float64 {
	return float64(measured.cpu()) / float64(against.cpu())
}

var perOperation = regexp.MustCompile(`(?m)^BenchmarkSARIF25000\S*\s+\d+\s+(\d+) ns/op`)

// sarif is the report's own benchmark: writing 25,000 results.
func (b *bench) sarif() ([]row, error) {
	out, err := exec.Command("go", "test", "-run", "^$", "-bench", "SARIF25000", "-count", strconv.Itoa(b.runs),
		"-cpu", "1", "./pkg/report").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("run the report's benchmark: %w\n%s", err, bytes.TrimSpace(out))
	}
	var measured sample
	for _, match := range perOperation.FindAllSubmatch(out, -1) {
		nanoseconds, err := strconv.ParseInt(string(match[1]), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read the report's benchmark: %w", err)
		}
		measured = append(measured, usage{cpu: time.Duration(nanoseconds)})
	}
	if len(measured) == 0 {
		return nil, fmt.Errorf("the report's benchmark printed no result:\n%s", bytes.TrimSpace(out))
	}
	return []row{{name: "SARIF of 25,000 results", measured: measured, maxCPU: 150 * time.Millisecond}}, nil
}
