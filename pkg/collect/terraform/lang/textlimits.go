package lang

import (
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// textOf is a known string, or "".
func textOf(value cty.Value) string {
	if value.Type() != cty.String || !value.IsKnown() || value.IsNull() {
		return ""
	}
	return value.AsString()
}

func textSize(elements func(text string) int) limit {
	return func(args []cty.Value) error {
		if elements(textOf(args[0])) > maxElements {
			return errTooManyElements
		}
		return nil
	}
}

func splitSize(args []cty.Value) error {
	if strings.Count(textOf(args[1]), textOf(args[0])) >= maxElements {
		return errTooManyElements
	}
	return nil
}

func joinSize(args []cty.Value) error {
	total := 0
	for _, list := range args[1:] {
		left := budget{elements: maxElements, text: maxText}
		if err := left.spend(list); err != nil {
			return err
		}
		total += maxText - left.text + lengthOf(list)*len(textOf(args[0]))
		if total > maxText {
			return errTextTooLong
		}
	}
	return nil
}

func matchedText(args []cty.Value) error {
	if len(textOf(args[1])) > maxMatchedText {
		return errMatchedTextTooLong
	}
	return nil
}

func digits(args []cty.Value) error {
	if len(textOf(args[0])) > maxDigits {
		return errNumberText
	}
	return nil
}

func indentSize(args []cty.Value) error {
	if args[0].IsNull() || !args[0].IsKnown() {
		return nil
	}
	spaces, _ := args[0].AsBigFloat().Int64()
	lines := int64(strings.Count(textOf(args[1]), "\n"))
	if lines > 0 && spaces > maxText/lines {
		return errTextTooLong
	}
	return nil
}

// verb is a verb of a format up to its letter, with flags, width and precision.
var verb = lazyregexp.New(`%[^A-Za-z%]*`)

// formatSize takes the worst case: every verb prints the largest argument, as wide as the
// widest verb, and formatlist does so for each element of the longest list.
func formatSize(args []cty.Value) error {
	format := textOf(args[0])
	verbs, width := widest(format)
	repeats := 1
	for _, arg := range args[1:] {
		repeats = max(repeats, lengthOf(arg))
	}
	largest := 0
	for _, arg := range args[1:] {
		left := budget{elements: maxElements, text: maxText}
		if err := left.spend(arg); err != nil {
			return err
		}
		size := maxText - left.text
		if lengthOf(arg) == 0 {
			size *= repeats
		}
		largest = max(largest, size)
	}
	if repeats*(len(format)+verbs*width)+verbs*largest > maxText {
		return errTextTooLong
	}
	return nil
}

// widest counts the verbs of a format and gives the largest number in one.
func widest(format string) (verbs, width int) {
	isNoDigit := func(r rune) bool { return r < '0' || r > '9' }
	found := verb().FindAllString(format, -1)
	for _, one := range found {
		for _, text := range strings.FieldsFunc(one, isNoDigit) {
			number, err := strconv.Atoi(text)
			if err != nil {
				number = maxText
			}
			width = max(width, min(number, maxText))
		}
	}
	return len(found), width
}
