package lang

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// The largest that a function takes or gives. Real configurations stay far below; without
// these, a few lines of a hostile one would fill the memory.
const (
	maxElements = 1_000_000
	maxText     = 16 << 20 // bytes
	// maxMatchedText is the longest text that is searched for all matches of an expression:
	// there may be as many as it has bytes.
	maxMatchedText = 1_000_000 // bytes
	// maxDigits is the longest number in digits: 1e999999999 is ten bytes of source.
	maxDigits = 10_000
)

var (
	errTextTooLong        = fmt.Errorf("the result would have more than the %d MB of text that are computed", maxText>>20)
	errTooManyElements    = fmt.Errorf("the result would have more than the %d elements that are computed", maxElements)
	errMatchedTextTooLong = fmt.Errorf("the text has more than the %d bytes that are searched for matches", maxMatchedText)
	errNumberTooLong      = fmt.Errorf("a number has more than the %d digits that are computed", maxDigits)
	errNumberText         = errors.New("the text is too long for a number")
)

// limits are the checks of what could grow beyond its arguments, or is walked at a cost
// beyond its size: a value may hold the same large value in many places.
func limits() map[string]limit {
	return map[string]limit{
		"concat":          totalSize,
		"csvdecode":       textSize(func(text string) int { return strings.Count(text, ",") + strings.Count(text, "\n") }),
		"flatten":         totalSize,
		"format":          formatSize,
		"formatlist":      formatSize,
		"indent":          indentSize,
		"join":            joinSize,
		"jsondecode":      jsonSize,
		"jsonencode":      totalSize,
		"merge":           totalLength,
		"parseint":        digits,
		"regexall":        matchedText,
		"setintersection": totalLength,
		"setproduct":      productSize,
		"setsubtract":     totalLength,
		"setunion":        totalLength,
		"split":           splitSize,
		"tolist":          totalSize,
		"tomap":           totalSize,
		"toset":           totalSize,
		"tostring":        totalSize,
		"transpose":       totalSize,
		"yamldecode":      yamlSize,
		"yamlencode":      totalSize,
	}
}

// budget counts down what a walk may still meet.
type budget struct{ elements, text int }

// spend walks a value and stops as soon as the budget is used up.
func (b *budget) spend(value cty.Value) error {
	value, _ = value.Unmark()
	b.elements--
	if b.elements < 0 {
		return errTooManyElements
	}
	if value.IsNull() || !value.IsKnown() {
		return nil
	}
	switch kind := value.Type(); {
	case kind == cty.String:
		b.text -= len(value.AsString())
		if b.text < 0 {
			return errTextTooLong
		}
	case kind == cty.Number:
		return checkNumber(value.AsBigFloat())
	case value.CanIterateElements():
		for it := value.ElementIterator(); it.Next(); {
			_, element := it.Element()
			if err := b.spend(element); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkNumber(number *big.Float) error {
	const bitsPerDigit = 3 // a little less than there are
	if exponent := number.MantExp(nil); exponent > bitsPerDigit*maxDigits || exponent < -bitsPerDigit*maxDigits {
		return errNumberTooLong
	}
	return nil
}

// CheckSize refuses values that have too many elements or too much text, in all depths. A
// value may hold another in several places, and that one a third: forty lines can make one
// that no machine can walk, and every function walks its arguments. So the evaluator must
// check what it binds to a name, before an expression uses it.
func CheckSize(values ...cty.Value) error {
	left := budget{elements: maxElements, text: maxText}
	for _, value := range values {
		if err := left.spend(value); err != nil {
			return err
		}
	}
	return nil
}

func totalSize(args []cty.Value) error { return CheckSize(args...) }

// totalLength bounds the elements of the arguments, on their outermost level.
func totalLength(args []cty.Value) error {
	total := 0
	for _, arg := range args {
		total += lengthOf(arg)
		if total > maxElements {
			return errTooManyElements
		}
	}
	return nil
}

func lengthOf(value cty.Value) int {
	if !value.IsKnown() || value.IsNull() || !value.CanIterateElements() {
		return 0
	}
	return value.LengthInt()
}

func productSize(args []cty.Value) error {
	product := 1
	for _, arg := range args {
		product *= max(1, lengthOf(arg))
		if product*len(args) > maxElements {
			return errTooManyElements
		}
	}
	return nil
}
