package access

import "strings"

// arnFields is how many fields an ARN has: arn, partition, service, region, account and
// the resource, which may have colons of its own.
const arnFields = 6

// arn is an ARN cut at its first five colons.
type arn struct{ partition, service, region, account, resource string }

func parseARN(text string) (arn, bool) {
	rest, ok := strings.CutPrefix(text, "arn:")
	if !ok {
		return arn{}, false
	}
	var fields [arnFields - 2]string
	for i := range fields {
		if fields[i], rest, ok = strings.Cut(rest, ":"); !ok {
			return arn{}, false
		}
	}
	if fields[0] == "" || fields[1] == "" || rest == "" {
		return arn{}, false
	}
	return arn{fields[0], fields[1], fields[2], fields[3], rest}, true
}

// isAccount says whether text is a 12-digit account.
func isAccount(text string) bool {
	if len(text) != 12 {
		return false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// arnPattern compares ARNs field by field, as ArnLike and ArnEquals both do.
type arnPattern struct {
	whole  pattern
	fields []pattern
}

func compileARN(whole pattern) arnPattern { return arnPattern{whole, whole.split()} }

func (a *arnPattern) match(v value, e *evaluation) truth {
	if a.whole.open || len(a.fields) < arnFields {
		// A hole or a variable may hide colons, and "*" is all ARNs.
		return a.whole.match(v, e)
	}
	answer, start := yes, 0
	for i := range a.fields {
		end := len(v.text)
		if i < arnFields-1 {
			length := strings.IndexByte(v.text[start:], ':')
			if length < 0 {
				return no
			}
			end = start + length
		}
		field := value{text: v.text[start:end]}
		if v.gap > start && v.gap <= end {
			field.gap = v.gap - start
		}
		answer = min(answer, a.fields[i].match(field, e))
		if answer == no {
			return no
		}
		start = end + 1
	}
	return answer
}
