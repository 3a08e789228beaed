package access

import (
	"slices"
	"strings"
)

// encryptionContext begins the condition keys that hold a request's encryption context.
const encryptionContext = "kms:EncryptionContext:"

// staysHome says whether KMS takes the operation of no other account's callers, whatever policies
// allow (AWS KMS API Reference, "Cross-account use" of each operation).
func (e *evaluation) staysHome() bool {
	if !e.acts("kms:") {
		return false
	}
	switch strings.ToLower(e.request.Action[len("kms:"):]) {
	case "cancelkeydeletion", "createalias", "deletealias", "deleteimportedkeymaterial", "disablekey",
		"disablekeyrotation", "enablekey", "enablekeyrotation", "getkeypolicy", "getparametersforimport",
		"importkeymaterial", "listkeypolicies", "listkeyrotations", "listresourcetags", "putkeypolicy", "replicatekey",
		"rotatekeyondemand", "schedulekeydeletion", "tagresource", "untagresource", "updatealias",
		"updatekeydescription", "updateprimaryregion":
		return true
	default:
		return false
	}
}

// grantable says whether a grant may allow the operation (AWS KMS API Reference, "CreateGrant").
func (e *evaluation) grantable() bool {
	if !e.acts("kms:") {
		return false
	}
	switch strings.ToLower(e.request.Action[len("kms:"):]) {
	case "creategrant", "decrypt", "derivesharedsecret", "describekey", "encrypt", "generatedatakey",
		"generatedatakeypair", "generatedatakeypairwithoutplaintext", "generatedatakeywithoutplaintext", "generatemac",
		"getpublickey", "reencryptfrom", "reencryptto", "retiregrant", "sign", "verify", "verifymac":
		return true
	default:
		return false
	}
}

// grants says whether a grant on the key lets the caller do it (KMS Developer Guide,
// "Grants in KMS"): neither the key policy nor the caller's policies have to.
func (e *evaluation) grants() truth {
	if !e.grantable() || !e.targets("kms", "key/") {
		return no
	}
	answer := no
	for i := range e.policies.Grants {
		grant := &e.policies.Grants[i]
		given := e.grant(grant)
		if given == yes {
			e.matched = append(e.matched, Match{Pointer: Pointer{Policy: grant.Name}, Kind: GrantOnKey, Statement: i})
		}
		answer = max(answer, given)
	}
	if e.policies.GrantsUnread != "" {
		answer = max(answer, maybe)
	}
	return answer
}

// grantWithin limits a grant. KMS does not say whether a boundary or session policy that
// does not allow the action stops one.
func (e *evaluation) grantWithin(s *sides) truth { return min(s.grant, max(s.limits, maybe)) }

func (e *evaluation) grant(grant *Grant) truth {
	operation := e.request.Action[len("kms:"):]
	if !slices.ContainsFunc(grant.Operations, func(o string) bool { return strings.EqualFold(o, operation) }) {
		return no
	}
	return min(e.grantee(grant.Grantee), e.constraints(grant, operation))
}

func (e *evaluation) grantee(text string) truth {
	kind := "AWS"
	if !strings.HasPrefix(text, "arn:") && strings.Contains(text, ".") {
		kind = "Service"
	}
	grantee, _ := parsePrincipal(kind, text)
	how, answer := grantee.match(&e.caller)
	switch {
	case grantee.kind == everyone:
		return no
	case how == byAccount: // whether its identities may use it is not documented
		return min(answer, maybe)
	default:
		return answer
	}
}

// constraints hold for operations that take an encryption context, and for no others.
func (e *evaluation) constraints(grant *Grant, operation string) truth {
	if grant.EncryptionContextEquals == nil && grant.EncryptionContextSubset == nil || !takesContext(operation) {
		return yes
	}
	answer := yes
	for _, wanted := range []map[string]string{grant.EncryptionContextEquals, grant.EncryptionContextSubset} {
		for key, value := range wanted {
			answer = min(answer, e.encrypts(key, value))
		}
	}
	if grant.EncryptionContextEquals == nil {
		return answer
	}
	return min(answer, e.encryptsOnly(grant.EncryptionContextEquals))
}

func takesContext(operation string) bool {
	operation = strings.ToLower(operation)
	return operation == "encrypt" || operation == "decrypt" ||
		strings.HasPrefix(operation, "generatedatakey") || strings.HasPrefix(operation, "reencrypt")
}

// encrypts says whether the request's encryption context has the pair. Its keys are told
// apart by case, unlike condition keys.
func (e *evaluation) encrypts(key, value string) truth {
	for name, values := range e.request.Context {
		if pair, ok := contextKey(name); ok && pair == key {
			return truthOf(slices.Equal(values, []string{value}))
		}
	}
	if e.context(strings.ToLower(encryptionContext+key)).state == unsure {
		return maybe
	}
	return no
}

// encryptsOnly says whether the request has no other pairs.
func (e *evaluation) encryptsOnly(wanted map[string]string) truth {
	for name := range e.request.Context {
		if pair, ok := contextKey(name); ok {
			if _, ok := wanted[pair]; !ok {
				return no
			}
		}
	}
	for _, pattern := range e.request.UnknownContext {
		prefix, open := strings.CutSuffix(pattern, "*")
		if _, ok := contextKey(prefix); ok || open && strings.HasPrefix(encryptionContext, prefix) {
			return maybe
		}
	}
	return yes
}

// contextKey is the key of the encryption context that a condition key holds.
func contextKey(name string) (string, bool) {
	if len(name) < len(encryptionContext) || !sameFold(name[:len(encryptionContext)], encryptionContext) {
		return "", false
	}
	return name[len(encryptionContext):], true
}
