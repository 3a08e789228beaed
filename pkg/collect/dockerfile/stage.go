package dockerfile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// stage is one of the images of a file, which may go on from another.
type stage struct {
	from *stage
	args map[string]bool
	keys []key
	// waiting are arguments with a key that no command has run with.
	waiting []key
}

// key is a name under which an image has a Pinecone key, in its environment or as an
// argument of its build.
type key struct {
	argument, name string
	at             int
}

var variable = lazyregexp.New(`\$\{?([A-Za-z_]\w*)`)

// keys are those of the image that a build makes, which is the last, and of the stages that
// it goes on from. What the others have stays behind.
func keys(all []instruction) []key {
	stages, number := map[string]*stage{}, 0 // by name and number
	var last *stage
	for _, one := range all {
		if one.name == "FROM" {
			last = one.stage(stages, number)
			number++
		} else if last != nil {
			last.take(one)
		}
	}
	var found []key
	told := map[string]bool{}
	for _, argument := range []string{"env", "arg"} { // what the environment shows is told once
		for s, left := last, mostStages; s != nil && left > 0; s, left = s.from, left-1 {
			for _, one := range slices.Backward(s.keys) {
				if one.argument == argument && !told[one.name] {
					told[one.name] = true
					found = append(found, one)
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b key) int { return a.at - b.at })
	return found
}

// mostStages bounds how far back a stage goes on from others.
const mostStages = 100

// stage begins one, and puts it with the others: FROM [--platform=…] image [AS name].
func (i instruction) stage(stages map[string]*stage, number int) *stage {
	made := &stage{args: map[string]bool{}}
	var words []string
	for _, one := range i.words {
		words = append(words, strings.ToLower(one))
	}
	if len(words) > 0 {
		made.from = stages[words[0]]
	}
	stages[strconv.Itoa(number)] = made
	if len(words) > 2 && words[1] == "as" {
		stages[words[2]] = made
	}
	return made
}

// takes says whether an argument of the build can be used.
func (s *stage) takes(name string) bool {
	for left := mostStages; s != nil && left > 0; s, left = s.from, left-1 {
		if s.args[name] {
			return true
		}
	}
	return false
}

func (s *stage) take(one instruction) {
	switch one.name {
	case "ARG":
		for _, given := range one.pairs() {
			if value := strings.Trim(given.value, `"'`); value != "" && !strings.HasPrefix(value, "$") {
				continue // a text of its own, which lets a build pass that needs no key
			}
			s.args[given.name] = true
			if collect.IsKeyName(given.name) {
				s.waiting = append(s.waiting, key{"arg", given.name, given.at})
			}
		}
	case "ENV":
		for _, given := range one.pairs() {
			from := variable().FindStringSubmatch(given.value)
			if from != nil && s.takes(from[1]) && collect.IsKeyName(given.name) {
				s.keys = append(s.keys, key{"env", given.name, given.at})
			}
		}
	case "RUN":
		s.keys, s.waiting = append(s.keys, s.waiting...), nil
	}
}
