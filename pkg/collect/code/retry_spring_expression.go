package code

import (
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// expressed is what an expression of Spring stands for: itself, or a setting, "${tries:3}".
func (u *unit) expressed(node *program.Node) (string, bool) {
	text, written := u.word(node)
	if !written || u.all == nil {
		return "", false
	}
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(text), "#{"), "}"))
	name, isSetting := strings.CutPrefix(text, "${")
	if !isSetting {
		return text, !strings.ContainsAny(text, "@#'")
	}
	name, otherwise, hasOther := strings.Cut(strings.TrimSuffix(name, "}"), ":")
	all := u.all.settingsOf(u.path)
	if !all.has(name) {
		return otherwise, hasOther
	}
	set, known := all.one(name)
	return set.value, known
}

// countExpressed is a number of tries, zero where it cannot be told.
func (u *unit) countExpressed(node *program.Node, more int) int {
	text, known := u.expressed(node)
	value, err := strconv.Atoi(text)
	if !known || err != nil {
		return 0
	}
	return value + more
}

// growthExpressed reads by how much a delay grows; capped says whether it does so for ever.
func (u *unit) growthExpressed(found *retry, node *program.Node, capped tri) {
	if node == nil {
		return
	}
	text, known := u.expressed(node)
	growth, err := strconv.ParseFloat(text, 64)
	switch {
	case !known || err != nil:
		found.backoff, found.capped = "", unknown
		found.why = "by how much the delay grows is a setting"
	case growth > 1:
		found.backoff, found.capped = "exponential", capped
	}
}

func (u *unit) truthExpressed(node *program.Node) tri {
	text, known := u.expressed(node)
	if !known {
		return unknown
	}
	return is(strings.EqualFold(text, "true"))
}
