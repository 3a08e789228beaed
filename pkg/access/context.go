package access

import (
	"strconv"
	"strings"
	"time"
)

type keyState uint8

const (
	// missing: the request does not have the key.
	missing keyState = iota
	// given: it has these values.
	given
	// present: it has the key, with values that are not known.
	present
	// unsure: it may have it.
	unsure
	// oneOf: it has one of these values.
	oneOf
)

// found is what the request has for a key.
type found struct {
	state  keyState
	values []string
	// gap is that of the one value; see [value].
	gap int
}

func (f *found) value(i int) value { return value{text: f.values[i], gap: f.gap} }

// is says whether the key has this one value, in any case.
func (f *found) is(text string) bool {
	return f.state == given && len(f.values) == 1 && strings.EqualFold(f.values[0], text)
}

// context looks up a key, which is in lower case.
func (e *evaluation) context(key string) found {
	if values, ok := e.request.Context[key]; ok {
		return known(values)
	}
	if values, ok := e.foldedContext(key); ok {
		return known(values)
	}
	if derived := e.derived(key); derived.state != missing {
		return derived
	}
	if e.lacks(key) {
		return found{}
	}
	for _, pattern := range e.request.UnknownContext {
		prefix, open := strings.CutSuffix(pattern, "*")
		if len(key) >= len(prefix) && sameFold(key[:len(prefix)], prefix) && (open || len(key) == len(prefix)) {
			return found{state: unsure}
		}
	}
	return found{}
}

// known holds that a key without values is missing.
func known(values []string) found {
	if len(values) == 0 {
		return found{}
	}
	return found{state: given, values: values}
}

// foldedContext finds a key that was not given in lower case; of several, the first.
func (e *evaluation) foldedContext(key string) ([]string, bool) {
	match := ""
	for name := range e.request.Context {
		if len(name) == len(key) && sameFold(name, key) && (match == "" || name < match) {
			match = name
		}
	}
	return e.request.Context[match], match != ""
}

// derived are the keys that follow from the request (IAM User Guide, "AWS global
// condition context keys"). Of a key that every request has, at least that is known.
func (e *evaluation) derived(key string) found {
	switch key {
	case "aws:currenttime", "aws:epochtime":
		return e.time(key)
	case "aws:resourceaccount":
		if e.owner == "" {
			return found{state: present}
		}
		return one(e.owner)
	case "aws:securetransport":
		if e.onlyHTTPS() {
			return one("true")
		}
	case "s3:tlsversion": // less is refused since February 2024 (AWS Security Blog)
		if secure := e.context("aws:securetransport"); e.acts("s3:") && secure.is("true") {
			return found{state: oneOf, values: []string{"1.2", "1.3"}}
		}
	}
	switch e.caller.kind {
	case anonymous:
		return e.derivedAnonymous(key)
	case service:
		return e.derivedService(key)
	case provider:
		if strings.HasPrefix(key, "aws:principal") || key == "aws:userid" {
			return found{state: unsure}
		}
		return found{}
	default:
		return e.derivedOwned(key)
	}
}

// time is when the request is made, which every request has.
func (e *evaluation) time(key string) found {
	switch now := e.policies.Now; {
	case now.IsZero():
		return found{state: present}
	case key == "aws:epochtime":
		return one(strconv.FormatInt(now.Unix(), 10))
	default:
		return one(now.UTC().Format(time.RFC3339))
	}
}

// noSuchKey is what people write for sts:ExternalId. It is none of AWS's global keys, and
// what a request does not have fails or passes a condition by its operator alone.
const noSuchKey = "aws:externalid"

// lacks says whether the request surely does not have a key: only a service that calls by
// itself says on whose behalf, and which one it is, and nothing is told of a caller without credentials.
func (e *evaluation) lacks(key string) bool {
	switch key {
	case "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths",
		"aws:principalservicename", "aws:principalservicenameslist":
		return e.caller.kind != service
	case "aws:username", "aws:federatedprovider":
		return e.caller.kind == anonymous
	default:
		return key == noSuchKey || e.caller.kind == anonymous && strings.HasPrefix(key, "aws:principal")
	}
}

// onlyHTTPS says whether the caller speaks to STS or KMS himself, which have no endpoints
// for plain HTTP (AWS General Reference, "Service endpoints and quotas").
func (e *evaluation) onlyHTTPS() bool {
	if e.caller.kind == service {
		return false
	}
	return e.acts("sts:") || e.acts("kms:") && e.context("kms:viaservice").state == missing
}

func (e *evaluation) derivedOwned(key string) found {
	switch key {
	case "aws:principalarn":
		arn := e.caller.arn()
		derived := one(arn.text)
		derived.gap = arn.gap
		return derived
	case "aws:principalaccount", "kms:calleraccount":
		if key == "kms:calleraccount" && !strings.HasPrefix(e.request.Action, "kms:") {
			return found{}
		}
		return one(e.caller.account)
	case "aws:principaltype":
		return one(e.caller.principalType())
	case "aws:principalisawsservice":
		return one("false")
	case "aws:username":
		if e.caller.kind == user {
			return one(e.caller.name)
		}
	case "aws:userid":
		return found{state: present}
	}
	return found{}
}

// principalType is the value of aws:PrincipalType.
func (i *identity) principalType() string {
	switch i.kind {
	case root:
		return "Account"
	case user:
		return "User"
	case federatedUser:
		return "FederatedUser"
	default:
		return "AssumedRole"
	}
}

func (e *evaluation) derivedService(key string) found {
	switch key {
	case "aws:principalisawsservice":
		return one("true")
	case "aws:principalservicename":
		return one(e.caller.text)
	case "aws:principalservicenameslist":
		return found{state: present}
	}
	return found{}
}

func (e *evaluation) derivedAnonymous(key string) found {
	switch key {
	case "aws:principaltype":
		return one("Anonymous")
	case "aws:principalisawsservice":
		return one("false")
	case "aws:userid":
		return one("anonymous")
	}
	return found{}
}

// one is a key with one value.
func one(text string) found { return found{state: given, values: []string{text}} }
