package ask

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// document is a policy and where it stands.
type document struct {
	policy     *access.Policy
	statements []access.Statement
	holder     *snapshot.Resource
	pointer    string
	// literals are the accounts and the ARNs that it names in full.
	literals []string
	// value and hidden are what it was read of, again is it by the names that were put in.
	value  any
	hidden map[string]access.Unknown
	again  map[string]*access.Policy
	// choices are what its conditions leave to a caller, and tried how many requests were made of them.
	choices []choice
	tried   int
}

var (
	hole          = lazyregexp.New(`\$\{[^{}]*\}`)
	plainPath     = lazyregexp.New(`^[\w.\[\]"*-]+$`)
	callerAccount = lazyregexp.New(`^(data\.aws_caller_identity\.\w+(\[0\])?\.account_id|AWS::AccountId)$`)
	accountNumber = lazyregexp.New(`\b[0-9]{12}\b`)
)

// document reads the policy at a pointer of a resource; nil where there is none. The
// reason is a clause where it cannot be told whether there is one.
func (a *asker) document(holder *snapshot.Resource, pointer string) (*document, string) {
	name := holder.ID + " " + pointer
	declared := a.rests(holder, pointer)
	if read, ok := a.documents[name]; ok {
		return read, ""
	}
	value, ok := snapshot.Lookup(holder.Values, pointer)
	if a.hides(holder, pointer) {
		value = nil
	}
	hidden, permission := hiddenOf(holder, pointer, declared)
	if permission != "" {
		return nil, "the permission " + permission + " is missing"
	}
	if (!ok || value == nil) && len(hidden) == 0 {
		if holder.Complete {
			return nil, ""
		}
		return nil, "no source that was read holds the policy"
	}
	if reason := tooLarge(value, hidden); reason != "" {
		return nil, reason
	}
	value = snapshot.Copy(value)
	a.fill(holder, pointer, &value, hidden)
	read := &document{
		policy: access.Parse(name, value, hidden), holder: holder, pointer: pointer, value: value, hidden: hidden,
	}
	read.statements = read.policy.Statements()
	for _, text := range snapshot.Texts(value) {
		if !a.names.isMade(text) {
			read.literals = append(append(read.literals, text), accountsIn(text)...)
		}
	}
	a.documents[name] = read
	return read, ""
}

// No policy that AWS takes is longer than that of a key (AWS KMS Developer Guide, "Quotas"), and
// no more statements fit into it.
const (
	mostText       = 32 << 10
	mostStatements = 750
)

// tooLarge says of a policy that AWS refuses it for its size. It is not asked about: each of its
// statements would be asked about what all of them name.
func tooLarge(policy any, hidden map[string]access.Unknown) string {
	statements, _ := snapshot.Lookup(policy, "/Statement")
	if list, _ := statements.([]any); len(list) > mostStatements {
		return fmt.Sprintf("the policy has %d statements, more than AWS takes", len(list))
	}
	length := 0
	for _, text := range snapshot.Texts(policy) {
		length += len(text)
	}
	for at := range hidden { // what it becomes is not known, and hardly shorter than what names it
		length += len(at)
	}
	if length > mostText {
		return "the policy is longer than AWS takes"
	}
	return ""
}

// accountsIn are the accounts that a text of a policy names where a role or a key may be meant,
// as the ARNs of queues and the like do not.
func accountsIn(text string) []string {
	if fields := strings.SplitN(text, ":", 4); fields[0] == "arn" && len(fields) == 4 {
		switch fields[2] {
		case "iam", "sts", "kms":
		default:
			if !strings.ContainsAny(fields[2], "*?$") {
				return nil
			}
		}
	}
	return accountNumber().FindAllString(text, -1)
}

// hiddenOf are the parts of a policy that are not known, and the permission without which
// nothing is. What is declared in the place of what was withheld counts where that is wanted.
func hiddenOf(
	holder *snapshot.Resource, pointer string, declared bool,
) (hidden map[string]access.Unknown, permission string) {
	counts := func(at string) bool { return declared && slices.Contains(holder.Withheld, at) }
	hidden = map[string]access.Unknown{}
	for at, why := range holder.Unknown {
		switch {
		case counts(at):
		case snapshot.Within(at, pointer):
			hidden[at[len(pointer):]] = unknownOf(why)
		case snapshot.Within(pointer, at):
			hidden[""] = unknownOf(why)
		}
	}
	for at, missing := range holder.Unread {
		if (snapshot.Within(pointer, at) || snapshot.Within(at, pointer)) && !counts(at) &&
			(permission == "" || missing < permission) {
			permission = missing
		}
	}
	return hidden, permission
}

func unknownOf(why snapshot.Unknown) access.Unknown {
	return access.Unknown{Expression: why.Expression, Pattern: why.Pattern, Reason: why.Reason}
}

// isMade says whether a text begins with an ARN that was made up. A repository may have many
// of these, and few lengths of them.
func (n naming) isMade(text string) bool {
	for length := range n.lengths {
		if length <= len(text) && n.made[n.byARN[text[:length]]] {
			return true
		}
	}
	return false
}

// fill puts the ARNs of resources where a document refers to them, and forgets that they
// are unknown.
func (a *asker) fill(holder *snapshot.Resource, pointer string, value *any, hidden map[string]access.Unknown) {
	tree := map[string]any{"policy": *value}
	for at, unknown := range hidden {
		if at == "" {
			continue
		}
		pattern := unknown.Pattern
		if pattern == "" {
			pattern = "${" + unknown.Expression + "}"
		}
		filled := a.named(holder, pointer+at, a.filled(holder, pointer+at, pattern))
		switch {
		case filled == pattern:
		case !strings.Contains(filled, "${"):
			snapshot.Put(tree, "/policy"+at, filled)
			delete(hidden, at)
		default:
			unknown.Pattern = filled
			hidden[at] = unknown
		}
	}
	*value = tree["policy"]
	if holder.Type == "aws_s3_bucket" && pointer == "/policy" {
		a.doubtNames(holder, *value, hidden)
	}
}

// filled is a pattern with what its expressions are, as far as that is known.
func (a *asker) filled(holder *snapshot.Resource, pointer, pattern string) string {
	return hole().ReplaceAllStringFunc(pattern, func(text string) string {
		if found := a.refersTo(holder, pointer, text[2:len(text)-1]); found != "" {
			return found
		}
		return text
	})
}

// refersTo is the value of an expression at a pointer that is a resource's ARN, or
// something of the caller that every request of the provider shares.
func (a *asker) refersTo(holder *snapshot.Resource, pointer, expression string) string {
	switch {
	case callerAccount().MatchString(expression):
		return a.names.account(holder)
	case !plainPath().MatchString(expression):
		return ""
	}
	found := ""
	for _, observation := range holder.Observations {
		references := observation.References[pointer]
		for _, reference := range references {
			_, address := snapshot.Referred("", reference)
			if len(references) > 1 && address != expression && !strings.HasSuffix(address, "."+expression) {
				continue
			}
			value := a.attribute(observation.Source, reference)
			if value == "" || found != "" && found != value {
				return ""
			}
			found = value
		}
	}
	return found
}

// attribute is what a reference to a resource's ARN, a bucket's name, or a key's id, is.
func (a *asker) attribute(source, reference string) string {
	targets := a.references.Resolve(source, reference)
	if len(targets) != 1 {
		return ""
	}
	resource := a.references.Resource(targets[0])
	if resource == nil {
		return ""
	}
	switch attribute := reference[strings.LastIndexByte(reference, '.')+1:]; {
	case attribute == "arn":
		return a.names.arns[resource.ID]
	case resource.Type == "aws_kms_alias" && attribute == "target_key_arn":
		if keys := a.linked(resource, "key"); len(keys) == 1 {
			return a.names.arns[keys[0].ID]
		}
		return ""
	case resource.Type == "aws_kms_key" && (attribute == "id" || attribute == "key_id"):
		return keyID(a.names.arns[resource.ID])
	case resource.Type == "aws_s3_bucket" && (attribute == "id" || attribute == "bucket"):
		return strings.TrimPrefix(a.names.arns[resource.ID], "arn:aws:s3:::")
	default:
		return ""
	}
}
