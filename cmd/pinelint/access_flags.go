package main

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/pflag"
)

// requestFlags are those that make up the request, in the place of a file or a batch.
const requestFlags = "principal action resource resource-account context unknown-context resource-policy " +
	"identity-policy boundary session-policy scp assume-caller-allowed"

func (a *accessRun) requestFlags(flags *pflag.FlagSet) {
	q := &a.question
	flags.StringVar(&q.Principal, "principal", "", "who asks: an `ARN`, an account, a service, or anonymous")
	flags.StringVar(&q.Action, "action", "", "the action, such as sts:AssumeRole")
	flags.StringVar(&q.Resource, "resource", "", "the `ARN` of the resource")
	flags.StringVar(&q.ResourceAccount, "resource-account", "", "the account of a resource whose ARN has none")
	flags.StringArrayVar(&a.context, "context", nil, "a condition key, as `KEY=VALUE` (repeatable)")
	flags.StringArrayVar(&q.UnknownContext, "unknown-context", nil,
		"a condition `KEY` that the request may have; one that ends in * is all that begin so (repeatable)")
	flags.StringVar(&a.resource, "resource-policy", "",
		"a `FILE` with the resource's policy: a trust, key or bucket policy")
	flags.StringArrayVar(&a.identity, "identity-policy", nil, "a `FILE` with a policy of the principal (repeatable)")
	flags.StringVar(&a.boundary, "boundary", "", "a `FILE` with the principal's permissions boundary")
	flags.StringArrayVar(&a.session, "session-policy", nil, "a `FILE` with a policy of the session (repeatable)")
	flags.StringArrayVar(&a.control, "scp", nil,
		"a `FILE` with a service control policy; each is a level of its own (repeatable)")
	flags.BoolVar(&q.AssumeCallerAllowed, "assume-caller-allowed", false,
		"take it that the caller's own identity policies allow it")
}

// read fills in the question, and names the files that it came from.
func (a *accessRun) read(on system, args []string, files *accessFiles) ([]string, error) {
	if len(args) == 0 {
		return a.readFlags(on.stdin, files)
	}
	file, err := files.read(args[0], on.stdin)
	if err != nil {
		return nil, err
	}
	standard := bytes.TrimPrefix(file.standard, []byte("\uFEFF"))
	offset, err := readQuestion(standard, &a.question)
	if err != nil {
		return nil, usage("%s: %w", placeText(file.at(offset+len(file.standard)-len(standard))), err)
	}
	files.request = file.text.Location(0, 0).File
	return args, nil
}

func (a *accessRun) readFlags(stdin io.Reader, files *accessFiles) (named []string, err error) {
	q := &a.question
	if q.Context, err = parseContext(a.context); err != nil {
		return nil, err
	}
	fill := func(field, name string, into *jsontext.Value) {
		if name == "" || err != nil {
			return
		}
		if !slices.Contains(named, name) {
			named = append(named, name)
		}
		*into, err = files.field(field, name, stdin)
	}
	fill("resourcePolicy", a.resource, &q.ResourcePolicy)
	fill("permissionsBoundary", a.boundary, &q.PermissionsBoundary)
	q.IdentityPolicies = make([]jsontext.Value, len(a.identity))
	for i, name := range a.identity {
		fill(element("identityPolicies", i), name, &q.IdentityPolicies[i])
	}
	q.SessionPolicies = make([]jsontext.Value, len(a.session))
	for i, name := range a.session {
		fill(element("sessionPolicies", i), name, &q.SessionPolicies[i])
	}
	q.ServiceControlPolicies = make([]serviceControlLevel, len(a.control))
	for i, name := range a.control {
		q.ServiceControlPolicies[i] = make(serviceControlLevel, 1)
		fill(element(element("serviceControlPolicies", i), 0), name, &q.ServiceControlPolicies[i][0])
	}
	return named, err
}

func parseContext(pairs []string) (map[string]contextValues, error) {
	values := map[string]contextValues{}
	for _, pair := range pairs {
		key, value, ok := strings.Cut(pair, "=")
		if !ok || key == "" {
			return nil, usage("--context %q is not KEY=VALUE", pair)
		}
		values[key] = append(values[key], value)
	}
	return values, nil
}
