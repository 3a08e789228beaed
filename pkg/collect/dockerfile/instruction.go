package dockerfile

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

// instruction is one with its words, and where each begins.
type instruction struct {
	name  string // in capitals
	words []word
}

type word struct {
	text string
	at   int
}

var document = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<<-?["']?([A-Za-z_]\w*)["']?`)
})

// instructions are those of a file, each with the lines on which it goes on. What stands in
// a here-document is none.
func instructions(data []byte) (all []instruction) {
	var words []word
	at, end := 0, "" // the end of a here-document
	for line := range bytes.Lines(data) {
		start := at
		at += len(line)
		text := strings.TrimRight(string(line), " \t\r\n")
		trimmed := strings.TrimLeft(text, " \t")
		switch {
		case end != "":
			if trimmed == end {
				end = ""
			}
			continue
		case strings.HasPrefix(trimmed, "#"), trimmed == "" && len(words) > 0:
			continue
		}
		text, goesOn := strings.CutSuffix(text, `\`)
		words = appendWords(words, text, start)
		if goesOn || len(words) == 0 {
			continue
		}
		all = append(all, instruction{strings.ToUpper(words[0].text), words[1:]})
		if found := document().FindStringSubmatch(text); found != nil {
			end = found[1]
		}
		words = nil
	}
	if len(words) > 0 {
		all = append(all, instruction{strings.ToUpper(words[0].text), words[1:]})
	}
	return all
}

// appendWords takes a line apart at blanks that are in no quotes.
func appendWords(words []word, line string, at int) []word {
	start, quote := -1, byte(0)
	for i := 0; i <= len(line); i++ {
		blank := i == len(line) || quote == 0 && (line[i] == ' ' || line[i] == '\t')
		switch {
		case blank && start >= 0:
			words = append(words, word{line[start:i], at + start})
			start = -1
		case blank:
		case start < 0:
			start = i
		}
		switch {
		case blank:
		case quote == line[i]:
			quote = 0
		case quote == 0 && (line[i] == '"' || line[i] == '\''):
			quote = line[i]
		}
	}
	return words
}

// pairs are the names that an instruction gives values: NAME=value, or in the old form of
// ENV a name and all that follows.
func (i instruction) pairs() (all []pair) {
	if i.name == "ENV" && len(i.words) > 1 && !strings.Contains(i.words[0].text, "=") {
		return []pair{{i.words[0], i.words[1].text}}
	}
	for _, one := range i.words {
		name, value, _ := strings.Cut(one.text, "=")
		all = append(all, pair{word{name, one.at}, value})
	}
	return all
}

type pair struct {
	name  word
	value string
}
