// Package ignore reads the comments that excuse findings on what stands beside or below them:
//
//	# pinelint:ignore cmek/key-rotation reason="moves in May" until=2027-01-31
//
// It judges nothing. What is written wrong is told with its place, and excuses nothing.
package ignore

import (
	"bytes"
	"context"
	"fmt"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Marker is what such a comment begins with.
const Marker = "pinelint:ignore"

// Words are those of which a file has one that has a comment with the marker, or almost with it.
func Words() []string { return []string{"pinelint", "Pinelint", "PineLint", "PINELINT"} }

const sourceID = "ignore comments"

// mostComments bounds what is read of one file.
const mostComments = 1000

// Collect hands on an ignore_comment for each comment in some files of a tree, and reports the
// source "ignore comments" where there are files. The error is that of ctx alone.
func Collect(
	ctx context.Context, tree *collect.Tree, files []string, types snapshot.Types, sink collect.Sink,
) error {
	report := snapshot.Source{
		ID: sourceID, Status: snapshot.Complete, Holds: []string{"ignore_comment"},
		Counts: map[string]int{"ignore_comment": 0},
	}
	unit := unit{types: types, taken: map[string]int{}}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("read ignore comments: %w", err)
		}
		data, err := tree.Read(file)
		if err != nil {
			continue // who searched it for secrets says so
		}
		for _, comment := range find(file, data) {
			if comment.fault != "" {
				report.Problems = append(report.Problems, snapshot.Problem{
					Kind: snapshot.Broken, Message: comment.fault, Location: &comment.at,
				})
				continue
			}
			unit.add(comment)
		}
	}
	if len(report.Problems) > 0 {
		report.Status, report.Reason = snapshot.Partial, "some comments could not be understood"
	}
	if report.Counts["ignore_comment"] = len(unit.all); len(unit.all) > 0 {
		sink.Observe(unit.all)
	}
	if len(unit.all) > 0 || len(report.Problems) > 0 {
		sink.Report(report)
	}
	return nil
}

type unit struct {
	types snapshot.Types
	all   []*snapshot.Observation
	taken map[string]int
}

// add observes a comment under an address that has no line in it, so that it stays the same
// where it moves.
func (u *unit) add(comment comment) {
	address := fmt.Sprintf("%s %s (%s)", comment.at.File, comment.rule, comment.reason)
	if u.taken[address]++; u.taken[address] > 1 {
		address = fmt.Sprintf("%s#%d", address, u.taken[address])
	}
	o := &snapshot.Observation{
		Type: "ignore_comment", Source: sourceID, Address: address, Complete: true,
		Values: map[string]any{
			"rule": comment.rule, "reason": comment.reason, "expires": comment.until, "applies_to": "what follows",
		},
	}
	if comment.line.StartLine == comment.at.StartLine {
		o.Values["applies_to"] = "its line"
	}
	o.Locations.Set("", snapshot.Position{Location: comment.at})
	o.Locations.Set("/applies_to", snapshot.Position{Location: comment.line})
	if collect.Finish(u.types, o) {
		u.all = append(u.all, o)
	}
}

// comment is one that was found: a fault, or what it says.
type comment struct {
	directive
	at, line snapshot.Location
}

// find reads the comments of a file, in its order.
func find(file string, data []byte) []comment {
	text, style := collect.NewText(collect.Redact(file), data), styleOf(file)
	var all []comment
	lines := bytes.SplitAfter(data, []byte("\n"))
	offset := 0
	for i, line := range lines {
		at, body, ok := style.directive(string(line))
		if ok && len(all) < mostComments {
			one := comment{directive: directive{fault: body.fault}}
			if one.fault == "" {
				one.directive = parse(collect.Redact(body.text))
			}
			one.at = text.Location(offset+at, offset+body.end)
			one.line = one.at
			if !body.beside {
				one.line = below(text, style, lines[i+1:], offset+len(line))
			}
			if one.fault == "" && one.line.StartLine == 0 {
				one.fault = "this comment ignores what follows it, and nothing does: put it above what it is for"
			}
			all = append(all, one)
		}
		offset += len(line)
	}
	return all
}

// below is the first line that is neither empty nor a comment, with what belongs to a text that
// begins on it; the zero Location where there is none.
func below(text *collect.Text, style style, lines [][]byte, offset int) snapshot.Location {
	until := ""
	for i, line := range lines {
		var blank bool
		if blank, until = style.blank(string(line), until); !blank {
			return text.Location(offset, offset+further(line, lines[i+1:]))
		}
		offset += len(line)
	}
	return snapshot.Location{}
}
