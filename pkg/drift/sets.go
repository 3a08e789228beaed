package drift

import (
	"cmp"
	"slices"
)

// mostPairs bounds how many pairs of elements are tried for what is unknown in part.
const mostPairs = 10_000

// sets compares what is declared with what is shown where neither order nor number matters.
// Of elements that are known in whole the normal form tells which are the same; pair
// compares two that may be.
func (c *comparison) sets(
	at spot, declared, shown []item, normal func(any) any, pair func(c *comparison, at spot, declared, live any),
) {
	if reason := c.hidden(at.live); reason != "" && len(shown) == 0 {
		c.undecided(at, reason)
		return
	}
	declaredOnly, shownOnly := c.unmatched(declared, shown, normal)
	if len(declaredOnly)*len(shownOnly) > mostPairs {
		c.undecided(at, "it has more elements than are compared")
		return
	}
	slices.SortStableFunc(declaredOnly, func(a, b item) int { return c.vagueness(a) - c.vagueness(b) })
	declaredOnly = slices.DeleteFunc(declaredOnly, func(one item) bool {
		return (isObject(one) || c.hidesBelow(one.pointer)) && c.takes(one, &shownOnly, pair)
	})
	onlyVague := !slices.ContainsFunc(declaredOnly, func(one item) bool { return c.vagueness(one) < wild })
	switch {
	case len(declaredOnly) == 0 && len(shownOnly) == 0:
	case len(declaredOnly) == 1 && len(shownOnly) == 1 && isObject(declaredOnly[0]) && isObject(shownOnly[0]):
		pair(c, spot{declaredOnly[0].pointer, shownOnly[0].pointer}, declaredOnly[0].value, shownOnly[0].value)
	case len(shownOnly) == 0 && onlyVague:
		c.undecided(at, "what is declared is not known in whole")
	case slices.ContainsFunc(slices.Concat(declaredOnly, shownOnly), isObject):
		c.differ(at, c.values(declaredOnly), c.values(shownOnly))
	default:
		c.differ(at, c.values(declared), c.values(shown))
	}
}

// unmatched are the elements that are not the same in both, as far as they are known.
func (c *comparison) unmatched(declared, shown []item, normal func(any) any) (declaredOnly, shownOnly []item) {
	have := map[string]bool{}
	for _, one := range shown {
		have[key(normal(one.value))] = true
	}
	common := map[string]bool{}
	for _, one := range declared {
		if text := key(normal(one.value)); c.hidesBelow(one.pointer) || !have[text] {
			declaredOnly = append(declaredOnly, one)
		} else {
			common[text] = true
		}
	}
	for _, one := range shown {
		if !common[key(normal(one.value))] {
			shownOnly = append(shownOnly, one)
		}
	}
	return declaredOnly, shownOnly
}

// takes finds the shown element that a declared one is or may be, and takes it away.
func (c *comparison) takes(
	one item, shownOnly *[]item, pair func(c *comparison, at spot, declared, live any),
) bool {
	for i, other := range *shownOnly {
		trial := &comparison{declared: c.declared, live: c.live, guess: c.guess}
		pair(trial, spot{one.pointer, other.pointer}, one.value, other.value)
		if len(trial.differences) == 0 {
			c.open = append(c.open, trial.open...)
			*shownOnly = slices.Delete(*shownOnly, i, i+1)
			return true
		}
	}
	return false
}

// How much of an element is not known.
const (
	told = iota
	partly
	wild
)

// vagueness orders elements: those that fit fewest others are compared first.
func (c *comparison) vagueness(one item) int {
	switch guess := c.guess(one.pointer); {
	case !c.hidesBelow(one.pointer) || guess.Certain:
		return told
	case guess.Pattern != "" || isObject(one):
		return partly
	default:
		return wild
	}
}

func isObject(one item) bool {
	_, ok := one.value.(map[string]any)
	return ok
}

// values are elements as a list; nil where there are none. What is not known is shown by its
// pattern.
func (c *comparison) values(all []item) any {
	if len(all) == 0 {
		return nil
	}
	list := make([]any, len(all))
	for i, one := range all {
		list[i] = one.value
		if one.value == nil && c.hidesBelow(one.pointer) {
			list[i] = c.vaguely(one.pointer)
		}
	}
	return list
}

func (c *comparison) vaguely(pointer string) any {
	guess := c.guess(pointer)
	if guess.Certain && len(guess.Texts) == 1 {
		return guess.Texts[0]
	}
	return cmp.Or(guess.Pattern, "${...}")
}
