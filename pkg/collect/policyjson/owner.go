package policyjson

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Kind is what a policy is to the thing that has it.
type Kind int

// The kinds of policies, in AWS's words.
const (
	TrustPolicy Kind = iota
	PermissionsPolicy
	KeyPolicy
	BucketPolicy
)

// Named is a file with a policy that somebody says to be a role's, a key's or a bucket's.
type Named struct {
	// File is its path from the repository's root.
	File string
	Kind Kind
	// Of is the ARN of the role or the key, or the name of the bucket.
	Of string
	// Declared is where the file is named, nil where nobody can tell.
	Declared *snapshot.Location
}

// thing is the type of what has a policy of a kind, and where it has the policy.
func (k Kind) thing(file string) (kind, pointer string) {
	switch k {
	case KeyPolicy:
		return "aws_kms_key", "/policy"
	case BucketPolicy:
		return "aws_s3_bucket", "/policy"
	case PermissionsPolicy:
		return "aws_iam_role", snapshot.Child("/inline_policies", file)
	default:
		return "aws_iam_role", "/assume_role_policy"
	}
}

// named reads the files that somebody names. What cannot be read, or is no policy, is
// unknown where it belongs.
func (c *collector) named(repository fs.FS, files []Named) {
	for _, named := range files {
		named.File = path.Clean(strings.ReplaceAll(named.File, `\`, "/"))
		if fault := named.fault(); fault != "" {
			c.unusable(named, fault)
			continue
		}
		c.taken[named.File] = true
		kind, pointer := named.Kind.thing(collect.Redact(named.File))
		owner := c.owner(kind, named.Of, named.Declared)
		place := kind + " " + named.Of + " " + pointer
		if before, again := c.given[place]; again {
			if before != named.File {
				c.unusable(named, "is a second one for what "+collect.Quote(before)+" is for: name one of them")
			}
			continue
		}
		c.given[place] = named.File
		if named.Kind == PermissionsPolicy {
			c.complete(owner)
		}
		policy, why, at := c.read(repository, named.File)
		if at != nil {
			named.Declared = at
		}
		if policy != nil {
			policy.attach(owner, pointer)
			continue
		}
		c.unusable(named, why)
		setUnknown(owner, pointer, snapshot.Unknown{Reason: "the file cannot be read", Location: named.Declared})
	}
}

// fault says what is wrong with a name of an owner, as a clause: AWS's names alone tell whose
// a policy is.
func (n Named) fault() string {
	switch {
	case n.Kind == BucketPolicy && (n.Of == "" || strings.Contains(n.Of, ":")):
		return "is for a bucket that no code declares: give its name as bucket, or leave the policy to the code"
	case n.Kind == KeyPolicy && !strings.HasPrefix(n.Of, "arn:"):
		return "is for a key that no code declares: give its ARN as key, or leave the policy to the code"
	case n.Kind != BucketPolicy && !strings.HasPrefix(n.Of, "arn:"):
		return "is for a role that no code declares: give its ARN as role, or leave the policy to the code"
	default:
		return ""
	}
}

// unusable says why a file that is named does not count.
func (c *collector) unusable(named Named, why string) {
	c.source.Status, c.source.Reason = snapshot.Partial, "some files could not be read"
	c.source.Problems = append(c.source.Problems, snapshot.Problem{
		Kind: snapshot.Broken, Location: named.Declared,
		Message: collect.Quote(named.File) + ", which the manifest names as a policy, " + why,
	})
}

// complete says of a role that all of its policies are named, but not who may assume it.
func (c *collector) complete(role *snapshot.Observation) {
	if role.Complete {
		return
	}
	role.Complete = true
	if _, known := role.Values["assume_role_policy"]; !known {
		setUnknown(role, "/assume_role_policy", snapshot.Unknown{Reason: "the manifest names no file with the trust policy"})
	}
}

// read is the policy in a file; the reason is a clause where there is none, and has a place
// where the file has a mistake.
func (c *collector) read(repository fs.FS, name string) (found *policy, why string, at *snapshot.Location) {
	if path.IsAbs(name) || !fs.ValidPath(name) {
		return nil, "is outside of the repository", nil
	}
	data, err := collect.ReadFile(repository, name)
	if err != nil {
		return nil, err.Error(), nil
	}
	c.source.Counts["files"]++
	text := collect.NewText(collect.Redact(name), data)
	parsed, relaxed, err := parse(data)
	if err != nil {
		if wrong, ok := errors.AsType[*collect.JSONError](err); ok {
			place := text.Location(wrong.Offset, wrong.Offset)
			at = &place
		}
		return nil, err.Error() + ": AWS rejects it", at
	}
	document := policyIn(parsed)
	if document == nil {
		return nil, "has no Statement: name a file that has an IAM policy", nil
	}
	c.relaxed(text, relaxed)
	c.duplicates(text, document.Duplicates)
	c.source.Counts["policies"]++
	return &policy{text: text, document: document, file: collect.Redact(name), comments: relaxed.comments}, "", nil
}

// owner is the observation of a role, a key or a bucket, by its ARN or name.
func (c *collector) owner(kind, of string, declared *snapshot.Location) *snapshot.Observation {
	if owner := c.known[kind+" "+of]; owner != nil {
		return owner
	}
	owner := &snapshot.Observation{Type: kind, Source: sourceID, Address: of, Values: identity(kind, of)}
	c.known[kind+" "+of] = owner
	if declared != nil {
		for name := range owner.Values {
			owner.Locations.Set("/"+name, snapshot.Position{Location: *declared})
		}
	}
	c.owners = append(c.owners, owner)
	return owner
}

// place puts what has none of its policies where it is declared.
func (c *collector) place() {
	for _, owner := range c.owners {
		if _, known := owner.Locations.Get(""); known || len(owner.Locations) == 0 {
			continue
		}
		owner.Locations.Set("", owner.Locations[0].Position)
	}
}

// identity are the attributes of a thing that its ARN, or a bucket's name, tells.
func identity(kind, of string) map[string]any {
	resource := of[strings.LastIndexByte(of, ':')+1:]
	switch kind {
	case "aws_iam_role":
		folder, name := path.Split(strings.TrimPrefix(resource, "role"))
		return map[string]any{"arn": of, "name": name, "path": folder}
	case "aws_iam_policy":
		return map[string]any{"arn": of, "name": path.Base(resource)}
	case "aws_kms_key":
		return map[string]any{"arn": of, "key_id": strings.TrimPrefix(resource, "key/")}
	default:
		return map[string]any{"bucket": of}
	}
}

// policy is a document and the text that it stands in.
type policy struct {
	text     *collect.Text
	document *collect.JSONDocument
	file     string
	comments bool
}

// give attaches a policy to what it is told to be of, unless that has one already.
func (c *collector) give(found *policy, kind, of, pointer string) bool {
	owner := c.owner(kind, of, nil)
	if _, has := snapshot.Lookup(owner.Values, pointer); has {
		return false
	}
	found.attach(owner, pointer)
	return true
}

// attach writes a policy into what has it, with the place of everything in it.
func (p *policy) attach(owner *snapshot.Observation, pointer string) {
	at := owner.Values
	tokens := snapshot.Tokens(pointer)
	for _, token := range tokens[:len(tokens)-1] {
		below, ok := at[token].(map[string]any)
		if !ok {
			below = map[string]any{}
			at[token] = below
		}
		at = below
	}
	at[tokens[len(tokens)-1]] = p.document.Value
	delete(owner.Unknown, pointer)
	for _, placed := range p.document.Locations(p.text, pointer) {
		owner.Locations.Set(placed.Pointer, placed.Position)
	}
	if _, known := owner.Locations.Get(""); known {
		return
	}
	if root, ok := owner.Locations.Get(pointer); ok {
		owner.Locations.Set("", root)
	}
}

func setUnknown(o *snapshot.Observation, pointer string, why snapshot.Unknown) {
	if o.Unknown == nil {
		o.Unknown = map[string]snapshot.Unknown{}
	}
	o.Unknown[pointer] = why
}
