package aws

// pages follows page tokens to the end. The next function makes one call and gives the
// token of the page after it, nil at the end.
func pages(call string, next func(token *string) (*string, *fault)) *fault {
	var token *string
	seen := map[string]bool{}
	for {
		following, why := next(token)
		if why != nil {
			return why
		}
		if following == nil || *following == "" {
			return nil
		}
		if seen[*following] {
			return &fault{kind: other, clause: call + ": AWS gave the same page token twice"}
		}
		seen[*following] = true
		token = following
	}
}
