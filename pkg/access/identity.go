package access

import "strings"

type identityKind uint8

const (
	broken identityKind = iota
	anonymous
	root    // an account's root user
	user    // an IAM user
	role    // any session of a role
	session // one session of a role
	federatedUser
	service
	provider // an identity provider, in a request with a web identity or SAML
)

// identity is the principal of a request.
type identity struct {
	kind identityKind
	// text is as the request has it; of an account, its root's ARN.
	text string
	// partition is empty where only an account's number is given.
	partition, account string
	// name is a role's or user's without its path; session is that of a role session.
	name, session string
}

// parseIdentity reads [Request.Principal].
func parseIdentity(text string) identity {
	switch {
	case text == "":
		return identity{kind: anonymous}
	case isAccount(text):
		return identity{kind: root, text: "arn:aws:iam::" + text + ":root", account: text}
	case !strings.HasPrefix(text, "arn:"):
		return parseName(text)
	}
	parsed, ok := parseARN(text)
	if !ok || !isAccount(parsed.account) {
		return identity{text: text}
	}
	found := identity{text: text, partition: parsed.partition, account: parsed.account}
	kind, rest, _ := strings.Cut(parsed.resource, "/")
	switch parsed.service {
	case "iam":
		found.readIAM(kind, rest)
	case "sts":
		found.readSTS(kind, rest)
	}
	return found
}

// IsCaller says whether a text is a principal that a request may have, as [Request.Principal] is.
func IsCaller(text string) bool {
	found := parseIdentity(text)
	return found.kind != broken
}

func (i *identity) readIAM(kind, path string) {
	switch {
	case kind == "root" && path == "":
		i.kind = root
	case path == "":
	case kind == "user":
		i.kind, i.name = user, lastSegment(path)
	case kind == "role":
		i.kind, i.name = role, lastSegment(path)
	case kind == "oidc-provider" || kind == "saml-provider":
		i.kind = provider
	}
}

func (i *identity) readSTS(kind, path string) {
	name, called, _ := strings.Cut(path, "/")
	switch {
	case kind == "federated-user" && path != "":
		i.kind, i.name = federatedUser, path
	case kind == "assumed-role" && called != "":
		i.kind, i.name, i.session = session, name, called
	}
}

// parseName reads a service, or an identity provider that has no ARN.
func parseName(text string) identity {
	switch {
	case strings.ContainsAny(text, " *?") || !strings.Contains(text, "."):
		return identity{text: text}
	case strings.HasSuffix(strings.TrimSuffix(text, ".cn"), ".amazonaws.com"):
		return identity{kind: service, text: text}
	default:
		return identity{kind: provider, text: text}
	}
}

func lastSegment(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// owned says whether the identity belongs to an account, whose policies it needs.
func (i *identity) owned() bool {
	switch i.kind {
	case root, user, role, session, federatedUser:
		return true
	default:
		return false
	}
}

// shares says whether two identities belong to one account.
func (i *identity) shares(other *identity) bool {
	return i.account == other.account &&
		(i.partition == other.partition || i.partition == "" || other.partition == "")
}

// serviceLinked says whether it is a service-linked role, on which service control
// policies have no hold.
func (i *identity) serviceLinked() bool {
	return i.kind == role && strings.Contains(i.text, ":role/aws-service-role/") ||
		i.kind == session && strings.HasPrefix(i.name, "AWSServiceRoleFor")
}

// arn is the value of aws:PrincipalArn.
func (i *identity) arn() value {
	if i.kind != session {
		return value{text: i.text}
	}
	prefix := "arn:" + i.partition + ":iam::" + i.account + ":role/"
	return value{text: prefix + i.name, gap: len(prefix)}
}
