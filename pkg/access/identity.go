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
	switch {
	case parsed.service == "iam" && parsed.resource == "root":
		found.kind = root
	case rest == "":
	case parsed.service == "iam" && kind == "user":
		found.kind, found.name = user, lastSegment(rest)
	case parsed.service == "iam" && kind == "role":
		found.kind, found.name = role, lastSegment(rest)
	case parsed.service == "iam" && (kind == "oidc-provider" || kind == "saml-provider"):
		found.kind = provider
	case parsed.service == "sts" && kind == "federated-user":
		found.kind, found.name = federatedUser, rest
	case parsed.service == "sts" && kind == "assumed-role":
		if name, called, _ := strings.Cut(rest, "/"); called != "" {
			found.kind, found.name, found.session = session, name, called
		}
	}
	return found
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
