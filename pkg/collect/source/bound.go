package source

import (
	"bytes"
	"strings"
)

// wordBound is the word that the end of a text is bound to, and whether by nothing but
// space or a comma: NAME=, NAME: ", "name" => ', NAME := `, getenv("NAME", ", NAME || ",
// environ["NAME"] = ", --name, ENV NAME, ${NAME:-. It looks backwards from the opening quote.
func wordBound(before []byte) (word span, spaced bool) {
	end := skipBack(before, len(before), "\"'`\\")
	if isDefault(before[:end]) {
		end--
	}
	for {
		left := skipBack(before, end, " \t")
		sign := skipBack(before, left, ":=>|?")
		spaced = sign == left
		if spaced {
			sign = skipBack(before, left, ",")
			if sign == end {
				return span{}, false // nothing stands between
			}
		}
		stop := skipBack(before, skipBack(before, sign, " \t"), "\"'`\\])")
		word = span{stop, stop}
		for word.start > 0 && isNamed(before[word.start-1]) {
			word.start--
		}
		word.start += len(before[word.start:stop]) - len(bytes.TrimLeft(before[word.start:stop], "-.0123456789"))
		if !isTypeName(word.of(before)) || !bytes.HasSuffix(bytes.TrimRight(before[:word.start], " \t"), []byte(":")) {
			return word, spaced
		}
		end = word.start
	}
}

// isDefault says whether a text ends where a shell has what a variable is without a value.
func isDefault(before []byte) bool { return bytes.HasSuffix(before, []byte(":-")) }

// isTypeName tells name: string = "…" from a name.
func isTypeName(word string) bool {
	switch strings.ToLower(word) {
	case "string", "str":
		return true
	default:
		return false
	}
}

func skipBack(text []byte, end int, set string) int {
	for end > 0 && strings.IndexByte(set, text[end-1]) >= 0 {
		end--
	}
	return end
}

func isNamed(b byte) bool { return isWord(b) || b == '-' || b == '.' }
