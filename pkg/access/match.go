package access

import (
	"strings"
	"unicode/utf8"
)

// value is a text of the request.
type value struct {
	text string
	// gap, if above zero, is where a path may stand in the text that nobody knows: that of
	// the role of a session, whose ARN does not have it. A path ends in a slash.
	gap int
}

// match says whether a pattern matches a value. A pattern with a hole never surely does:
// the hole may turn out to be any text.
func (p *pattern) match(v value, e *evaluation) truth {
	parts, open := p.parts, p.open
	if p.dynamic {
		var resolved bool
		parts, open, resolved = e.resolve(parts)
		if !resolved {
			return no
		}
	}
	answer := truthOf(glob(parts, v.text, p.fold))
	if v.gap > 0 {
		answer = agreed(answer, matchGap(parts, v))
	}
	if open {
		answer = min(answer, maybe)
	}
	return answer
}

// glob takes time in proportion to the value for each part at most. Only the last wildcard
// ever needs to be tried again, since what came before it matched as early as it could.
func glob(parts []part, text string, fold bool) bool {
	at, star, resume := 0, -1, 0
	for i := 0; ; {
		if i == len(parts) {
			if at == len(text) || star >= 0 && star == len(parts)-1 {
				return true
			}
		} else if kind := parts[i].kind; kind == anyText || kind == hole {
			star, resume = i, at
			i++
			continue
		} else if length := advance(parts[i], text[at:], fold); length >= 0 {
			at += length
			i++
			continue
		}
		if star < 0 || resume >= len(text) {
			return false
		}
		resume = retry(parts, star, text, resume, fold)
		if resume < 0 {
			return false
		}
		i, at = star+1, resume
	}
}

// advance is how many bytes of text a part takes, or -1.
func advance(next part, text string, fold bool) int {
	if next.kind == anyRune && text != "" {
		_, size := utf8.DecodeRuneInString(text)
		return size
	}
	if next.kind == anyRune || len(text) < len(next.text) {
		return -1
	}
	if text[:len(next.text)] == next.text || fold && sameFold(text[:len(next.text)], next.text) {
		return len(next.text)
	}
	return -1
}

// retry is the next place after resume where what follows the wildcard may begin, or -1.
func retry(parts []part, star int, text string, resume int, fold bool) int {
	_, size := utf8.DecodeRuneInString(text[resume:])
	resume += size
	if star+1 == len(parts) || parts[star+1].kind != literal || fold {
		return resume
	}
	found := strings.Index(text[resume:], parts[star+1].text)
	if found < 0 {
		return -1
	}
	return resume + found
}

// sameFold compares texts of one length without the case of ASCII letters.
func sameFold(a, b string) bool {
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
