package generate

// mix says of which types a plan is.
type mix struct {
	shares []share
	whole  int
	// related is how many resources of another platform there are for one that Pinecone
	// uses.
	related int
}

// share is how many of a mix's whole are of a type.
type share struct {
	kind   string
	number int
}

// production is as a large organization's plan would be: 10 % of the resources are
// Pinecone's, 60 % of AWS's types that pinelint reads, and 30 % of a type that it does not
// read. Of the roles, endpoints and records, one in fifty is for Pinecone.
func production() mix {
	return mix{whole: 100, related: 50, shares: []share{
		{"pinecone_index", 6}, {"pinecone_api_key", 3}, {"pinecone_project", 1},
		{"aws_iam_role", 16}, {"aws_kms_key", 6}, {"aws_vpc_endpoint", 4}, {"aws_security_group", 14},
		{"aws_s3_bucket", 10}, {"aws_route53_record", 10}, {"aws_lambda_function", 30},
	}}
}

// dense has as many resources of each type, and all that could be is for Pinecone.
func dense() mix {
	return mix{whole: 10, related: 1, shares: []share{
		{"pinecone_index", 1}, {"aws_iam_role", 1}, {"aws_kms_key", 1}, {"pinecone_api_key", 1},
		{"aws_vpc_endpoint", 1}, {"aws_security_group", 1}, {"pinecone_project", 1}, {"aws_s3_bucket", 1},
		{"aws_route53_record", 1}, {"aws_lambda_function", 1},
	}}
}

// kind is the type of a resource. Types take turns, spread over the whole by a step that
// has no divisor in common with it.
func (m mix) kind(number int) string {
	const step = 37
	at := number * step % m.whole
	for _, share := range m.shares {
		if at -= share.number; at < 0 {
			return share.kind
		}
	}
	return ""
}

// used says whether a resource of another platform is for Pinecone.
func (m mix) used(number int) bool { return (number+number/m.whole)%m.related == 0 }

// before is the last resource of a type before another that is as much used by Pinecone
// as that.
func (m mix) before(number int, kind string) (int, bool) {
	for other := number - 1; other >= 0 && other > number-m.whole*m.related; other-- {
		if m.kind(other) == kind && m.used(other) == m.used(number) {
			return other, true
		}
	}
	return 0, false
}
