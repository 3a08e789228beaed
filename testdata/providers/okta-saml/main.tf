resource "okta_app_saml" "pinecone" {
  label                    = "Pinecone"
  sso_url                  = "https://login.pinecone.io/login/callback?connection=acme"
  recipient                = "https://login.pinecone.io/login/callback?connection=acme"
  destination              = "https://login.pinecone.io/login/callback?connection=acme"
  audience                 = "urn:auth0:pinecone:acme"
  subject_name_id_template = "$${user.userName}"
  subject_name_id_format   = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
  user_name_template       = "$${source.login}"
  response_signed          = true
  signature_algorithm      = "RSA_SHA256"
  digest_algorithm         = "SHA256"

  attribute_statements {
    name   = "email"
    type   = "EXPRESSION"
    values = ["user.email"]
  }
}

resource "okta_group" "owners" {
  name = "pinecone:OrgOwner"
}
