package ask

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// membership is the AWS organization that a caller's account is of. The zero value is one that
// nobody knows.
type membership struct {
	id, path string
	// alone says that the account is of none.
	alone bool
}

// strange is one of an organization that nobody has named.
func strange() membership { return membership{id: "o-0000000000", path: "o-0000000000/r-0000/"} }

// tell puts into a request what it has of the caller's organization. Without one it has neither
// key (IAM User Guide, "AWS global condition context keys").
func (h membership) tell(context map[string][]string) {
	if h.alone {
		context["aws:PrincipalOrgID"], context["aws:PrincipalOrgPaths"] = nil, nil
	}
	if h.id != "" {
		context["aws:PrincipalOrgID"] = []string{h.id}
	}
	if h.path != "" {
		context["aws:PrincipalOrgPaths"] = []string{h.path}
	}
}

// isAlone says whether a request is of an account that is of no organization.
func isAlone(context map[string][]string) bool {
	values, told := context["aws:PrincipalOrgID"]
	return told && len(values) == 0
}

func demandsOrganization(statement access.Statement) bool {
	return slices.ContainsFunc(statement.Conditions, isAboutOrganization)
}

func isAboutOrganization(condition access.Condition) bool {
	key := condition.Key
	return strings.EqualFold(key, "aws:PrincipalOrgID") || strings.EqualFold(key, "aws:PrincipalOrgPaths")
}

// memberships are the organizations that a condition names.
func memberships(condition access.Condition) []membership {
	if !isAboutOrganization(condition) {
		return nil
	}
	var all []membership
	for _, value := range condition.Values {
		if value.Unknown {
			continue
		}
		of := membership{id: sample(value.Text)}
		if !strings.EqualFold(condition.Key, "aws:PrincipalOrgID") {
			of.path = of.id
			of.id, _, _ = strings.Cut(of.path, "/")
		}
		all = append(all, of)
	}
	return all
}

// strangersOf are some kinds of an account that nobody has named, of an organization of its own
// and of none.
func strangersOf(kinds ...string) []witness {
	names := map[string]string{
		snapshot.KindStrangerRole: ":role/stranger", snapshot.KindStrangerUser: ":user/stranger",
		snapshot.KindStrangerRoot: ":root",
	}
	var all []witness
	for _, of := range []membership{strange(), {alone: true}} {
		for _, kind := range kinds {
			all = append(all, witness{kind: kind, principal: "arn:aws:iam::" + strangers + names[kind], membership: of})
		}
	}
	return all
}

// meantBy are whom a condition on who calls has in mind.
func meantBy(condition access.Condition) []string {
	var all []string
	for _, value := range condition.Values {
		switch strings.ToLower(condition.Key) {
		case "aws:principalarn":
			if arn := fillARN(value.Text); arn != "" {
				all = append(all, arn)
			}
			if accountOf(value.Text) == nobodys {
				all = append(all, sample(withHoles(value.Text)))
			}
			all = append(all, impostors(value.Text)...)
		case "aws:principalaccount", "kms:calleraccount":
			if account := fillAccount(withHoles(value.Text)); digits().MatchString(account) {
				all = append(all, "arn:aws:iam::"+account+":root")
			}
		}
	}
	return all
}

// entering are the principals of a statement that may get in by it: whom it allows, and whom
// a Deny leaves out.
func entering(statement access.Statement) []access.Part {
	if statement.NotPrincipal == (statement.Effect == "Deny") {
		return statement.Principals
	}
	return nil
}

// imagine is a principal, or whom one that is not known in full may be.
func imagine(part access.Part) []string {
	text := withHoles(part.Text)
	switch {
	case !part.Unknown:
		return []string{text}
	case part.Type == "Service" && !strings.Contains(text, "."):
		return []string{"any.amazonaws.com"}
	case part.Type == "Service":
		return []string{sample(text)}
	case part.Type == "Federated" && !strings.Contains(text, ":"):
		account := "arn:aws:iam::" + strangers
		return []string{account + ":oidc-provider/any", account + ":saml-provider/any"}
	}
	if arn := fillARN(text); arn != "" {
		return []string{arn}
	}
	return nil // a stranger may be it too
}

// fillARN is the ARN of somebody whom a pattern may match, of an account of strangers where it
// leaves that open; empty where the pattern is for nobody.
func fillARN(pattern string) string {
	fields := strings.SplitN(withHoles(pattern), ":", 6)
	if len(fields) < 6 {
		return ""
	}
	if fields[4] = fillAccount(fields[4]); fields[4] == nobodys || !digits().MatchString(fields[4]) {
		fields[4] = strangers
	}
	return fillFields(fields)
}

// fillFields is the ARN of somebody whom the fields of a pattern may match.
func fillFields(fields []string) string {
	fields = slices.Clone(fields)
	for i, meant := range []string{"arn", "aws", "iam", ""} {
		if prefix, _, wild := strings.Cut(fields[i], "*"); wild && strings.HasPrefix(meant, prefix) {
			fields[i] = meant
		}
	}
	if prefix, rest, wild := strings.Cut(fields[5], "*"); wild {
		for _, kind := range []string{"role/", "user/"} {
			if fields[2] == "iam" && strings.HasPrefix(kind, prefix) {
				fields[5] = kind + "*" + rest
				break
			}
		}
	}
	if arn := sample(strings.Join(fields, ":")); access.IsCaller(arn) {
		return arn
	}
	return ""
}

// withHoles has a wildcard for each part that is not known.
func withHoles(text string) string { return hole().ReplaceAllString(text, "*") }
