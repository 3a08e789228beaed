package dockerfile

import (
	"bytes"
	"errors"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// instruction is one with its words, as BuildKit reads it.
type instruction struct {
	name  string // in capitals
	words []string
	// text is what the instruction stands in, with the lines on which it goes on, from at.
	text []byte
	at   int
}

// instructions are those of a file. What stands in a here-document is none.
func instructions(data []byte) ([]instruction, error) {
	parsed, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	line := linesOf(data)
	var all []instruction
	for _, node := range parsed.AST.Children {
		one := instruction{name: strings.ToUpper(node.Value), at: line(node.StartLine - 1)}
		one.text = data[one.at:line(node.EndLine)]
		for word := node.Next; word != nil; word = word.Next {
			one.words = append(one.words, word.Value)
		}
		all = append(all, one)
	}
	return all, nil
}

// linesOf finds where a line of a text begins, from 0 on.
func linesOf(data []byte) func(number int) int {
	starts := []int{0}
	for line := range bytes.Lines(data) {
		starts = append(starts, starts[len(starts)-1]+len(line))
	}
	return func(number int) int { return starts[max(0, min(number, len(starts)-1))] }
}

// lineOf is the line that an error of BuildKit's is about, or the file.
func lineOf(err error, file string, data []byte) snapshot.Location {
	of, ok := errors.AsType[*parser.LocationError](err)
	if !ok || len(of.Locations) == 0 || len(of.Locations[0]) == 0 {
		return snapshot.Location{File: file}
	}
	start := linesOf(data)(of.Locations[0][0].Start.Line - 1)
	return collect.NewText(file, data).Location(start, start)
}

// pair is a name that an instruction gives a value, and where the name stands.
type pair struct {
	name, value string
	at          int
}

// pairs are those of ENV and of ARG.
func (i instruction) pairs() (all []pair) {
	from := 0
	add := func(name, value string) {
		if name == "" {
			return // as BuildKit takes =value
		}
		at := i.find(name, from)
		from = at + len(name)
		all = append(all, pair{name, value, i.at + at})
	}
	if i.name == "ENV" { // each a name, a value and what is between them
		for rest := i.words; len(rest) > 2; rest = rest[3:] {
			add(rest[0], rest[1])
		}
		return all
	}
	for _, word := range i.words {
		name, value, _ := strings.Cut(word, "=")
		add(name, value)
	}
	return all
}

// find is where a name stands as a word of the instruction, and in none of its comments.
func (i instruction) find(name string, from int) int {
	at := 0
	for line := range bytes.Lines(i.text) {
		if trimmed := bytes.TrimSpace(line); !bytes.HasPrefix(trimmed, []byte("#")) {
			for start := max(0, from-at); start < len(line); {
				found := bytes.Index(line[start:], []byte(name))
				if found < 0 {
					break
				}
				start += found
				end := start + len(name)
				if isEdge(line, start-1) && isEdge(line, end) {
					return at + start
				}
				start = end
			}
		}
		at += len(line)
	}
	return 0
}

// isEdge says whether what is before or after a name ends it.
func isEdge(line []byte, at int) bool {
	return at < 0 || at >= len(line) || strings.IndexByte(" \t\r\n=\"'\\", line[at]) >= 0
}
