package access

// truth is what is known about a part of a policy. It is ordered, so that min is "and"
// and max is "or".
type truth int8

const (
	no truth = iota
	maybe
	yes
)

func (t truth) not() truth { return yes - t }

func truthOf(known bool) truth {
	if known {
		return yes
	}
	return no
}

// agreed is the answer that holds in both cases, if they have one.
func agreed(a, b truth) truth {
	if a == b {
		return a
	}
	return maybe
}
