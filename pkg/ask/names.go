package ask

import (
	"cmp"
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// nobodys stands for an account that no source tells, in ARNs that are made up so that
// policies can be asked about what has none yet. They never leave this package.
const nobodys = "000000000000"

// naming has the ARNs of the resources that policies are about. Terraform's source has none
// of them; then one is made up, and the policies that refer to the resource have it too.
type naming struct {
	arns map[string]string
	// byARN has the ids.
	byARN map[string]string
	// accounts are by id; what is not here is not known.
	accounts map[string]string
	hidden   *strings.Replacer
	// made has the ids whose ARNs are made up.
	made map[string]bool
	// lengths are those of the ARNs that are made up.
	lengths map[int]bool
	// called has, by source and expression, the buckets whose names are made of something unknown.
	called map[string]calling
}

func newNaming(a *asker, resources []*snapshot.Resource) naming {
	n := naming{
		arns: map[string]string{}, byARN: map[string]string{},
		accounts: map[string]string{}, made: map[string]bool{}, lengths: map[int]bool{},
		called: map[string]calling{},
	}
	for _, resource := range resources {
		if arn := a.tellARN(resource); arn != "" {
			n.arns[resource.ID] = arn
			if account := accountOf(arn); account != "" {
				n.accounts[resource.ID] = account
			}
		}
	}
	for range 2 { // an account is known of a neighbour's neighbour too
		for _, resource := range resources {
			if account := a.tellAccount(resource, n); account != "" && n.accounts[resource.ID] == "" {
				n.accounts[resource.ID] = account
			}
		}
	}
	hide := []string{":" + nobodys + ":", ":(account not known):"}
	n.nameBuckets(a, resources)
	for _, resource := range resources {
		if n.arns[resource.ID] == "" {
			if arn := makeARN(resource, n.account(resource)); arn != "" {
				n.arns[resource.ID], n.made[resource.ID], n.lengths[len(arn)] = arn, true, true
				hide = append([]string{arn, resource.Name}, hide...)
				if id := keyID(arn); id != "" {
					hide = append(hide, id, resource.Name+".key_id")
				}
			}
		}
	}
	for _, resource := range resources {
		if arn := n.arns[resource.ID]; arn != "" && n.byARN[arn] == "" {
			n.byARN[arn] = resource.ID
		}
	}
	n.hidden = strings.NewReplacer(hide...)
	return n
}

// keyID is the id of a key in its ARN, empty in that of anything else.
func keyID(arn string) string {
	if fields := strings.SplitN(arn, ":", 6); len(fields) == 6 {
		if id, found := strings.CutPrefix(fields[5], "key/"); found {
			return id
		}
	}
	return ""
}

// tellARN is the ARN of a resource by what it says of itself, or its registration.
func (a *asker) tellARN(resource *snapshot.Resource) string {
	arn := snapshot.Text(resource.Values, "arn")
	switch resource.Type {
	case "aws_iam_role", "aws_kms_key":
		attribute := map[string]string{"aws_iam_role": "role", "aws_kms_key": "key"}[resource.Type]
		for _, registration := range a.linked(resource, "cmek_keys") {
			if named := snapshot.Text(registration.Values, attribute); arn == "" && strings.HasPrefix(named, "arn:") {
				arn = named
			}
		}
		for _, organization := range a.linked(resource, "organizations") {
			declared, _ := snapshot.Lookup(organization.Values, "/audit_logs/role")
			if named, _ := declared.(string); arn == "" && strings.HasPrefix(named, "arn:") {
				arn = named
			}
		}
	case "aws_s3_bucket":
		if name := snapshot.Text(resource.Values, "bucket"); arn == "" && name != "" {
			arn = "arn:aws:s3:::" + name
		}
	case "aws_iam_policy":
	default:
		return ""
	}
	return arn
}

// makeARN is an ARN that no other resource has. It is short, so that no message cuts it and
// [naming.shown] finds it.
func makeARN(resource *snapshot.Resource, account string) string {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(resource.ID))
	own := strconv.FormatUint(sum.Sum64(), 16)
	region := cmp.Or(snapshot.Text(resource.Values, "region"), "us-east-1")
	switch resource.Type {
	case "aws_iam_role":
		path := snapshot.Text(resource.Values, "path")
		if path == "" {
			path = "/"
		}
		if name := snapshot.Text(resource.Values, "name"); name != "" {
			own = name
		}
		return "arn:aws:iam::" + account + ":role" + path + own
	case "aws_kms_key":
		return "arn:aws:kms:" + region + ":" + account + ":key/" + own
	case "aws_kms_alias":
		name := snapshot.Text(resource.Values, "name")
		if name == "" {
			name = "alias/" + own
		}
		return "arn:aws:kms:" + region + ":" + account + ":" + name
	case "aws_s3_bucket":
		return "arn:aws:s3:::" + own
	case "aws_iam_policy":
		return "arn:aws:iam::" + account + ":policy/" + own
	case "policy_document":
		if IsKeyPolicy(resource) {
			return "arn:aws:kms:" + region + ":" + account + ":key/" + own
		}
	}
	return ""
}

// account is that of a resource, or the one that stands for what is not known.
func (n naming) account(resource *snapshot.Resource) string {
	if account := n.accounts[resource.ID]; account != "" {
		return account
	}
	return nobodys
}

// madeBy is the account, or else the configuration of the provider, that code makes a resource
// in, where that says so.
func madeBy(resource *snapshot.Resource) string {
	for _, observation := range resource.Observations {
		if by := observation.References["/account"]; len(by) == 1 {
			return by[0]
		}
	}
	return ""
}

// shown is a text for people: without what was made up.
func (n naming) shown(text string) string { return n.hidden.Replace(text) }

// owner is the id of the resource that a text is the ARN of, or whose objects it is about.
func (n naming) owner(text string) string {
	if id, ok := n.byARN[text]; ok {
		return id
	}
	bucket, _, _ := strings.Cut(text, "/")
	if strings.HasPrefix(bucket, "arn:aws:s3:::") {
		return n.byARN[bucket]
	}
	return ""
}

// IsKeyPolicy says whether a file has the policy of a KMS key: it names principals, and what
// they may do with a key.
func IsKeyPolicy(file *snapshot.Resource) bool {
	if file.Type != "policy_document" {
		return false
	}
	statements, _ := snapshot.Lookup(file.Values, "/document/Statement")
	several, isList := statements.([]any)
	if !isList {
		several = []any{statements}
	}
	admits, kms := false, false
	for _, statement := range several {
		fields, _ := statement.(map[string]any)
		admits = admits || fields["Principal"] != nil || fields["NotPrincipal"] != nil
		for _, action := range append(snapshot.Texts(fields["Action"]), snapshot.Texts(fields["NotAction"])...) {
			if action = strings.ToLower(action); action != "*" && !strings.HasPrefix(action, "kms:") {
				return false
			}
			kms = kms || action != "*"
		}
	}
	return admits && kms
}
