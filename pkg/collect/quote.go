package collect

import "strconv"

// Quote writes a name from the repository into a sentence: plain names as they are,
// any with spaces, quotes or unprintable characters in Go's quotes.
func Quote(name string) string {
	quoted := strconv.Quote(name)
	if len(quoted) == len(name)+2 {
		for _, r := range name {
			if r == ' ' {
				return quoted
			}
		}
		return name
	}
	return quoted
}
