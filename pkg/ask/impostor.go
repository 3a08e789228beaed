package ask

import "strings"

// impostors are principals of other accounts that a pattern for ARNs may take for the one
// that it is for: of an account that its wildcards leave room for, and with a path that
// holds what follows a wildcard. A path may hold any character, so also ":role/" (IAM API
// Reference, "CreateRole").
func impostors(pattern string) []string {
	var all []string
	if fields := strings.SplitN(pattern, ":", 6); len(fields) == 6 {
		if account := fillAccount(fields[4]); account != fields[4] {
			fields[4] = account
			if arn := fillFields(fields); arn != "" {
				all = append(all, arn)
			}
		}
	}
	for i, char := range pattern {
		if rest := pattern[i+1:]; char == '*' && strings.Contains(rest, "/") {
			all = append(all, "arn:aws:iam::"+strangers+":role/"+sample(rest))
		}
	}
	return all
}

// fillAccount puts digits in the place of wildcards.
func fillAccount(pattern string) string {
	missing := max(0, 12-len(strings.ReplaceAll(pattern, "*", "")))
	filled := strings.Replace(pattern, "*", strings.Repeat("0", missing), 1)
	return strings.NewReplacer("*", "", "?", "0").Replace(filled)
}
