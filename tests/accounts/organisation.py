"""An organisation's own sign-in, on this machine: a small OpenID provider and a SAML identity provider with a key."""

import base64
import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Saml

WELL_KNOWN = "/.well-known/openid-configuration"
SP, ENTITY = "http://localhost/accounts/saml/organisation", "https://idp.example.org/metadata"
FORMATS = "urn:oasis:names:tc:SAML"


class Provider:
    """An OpenID provider that says of everybody what `says` holds."""

    def __init__(self):
        self.says, self.asked, self.broken = {}, [], False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self):
        """Close its door."""
        self.server.shutdown()
        self.server.server_close()

    def answer(self, path):
        """What it says at an address."""
        now = datetime.now(UTC)
        token = {"iss": self.url, "aud": "advisory", "iat": now, "exp": now + timedelta(minutes=5), **self.says}
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        return {
            WELL_KNOWN: {"issuer": self.url, "jwks_uri": f"{self.url}/jwks"}
            | {name: f"{self.url}/{place}" for name, place in places.items()},
            "/token": {"access_token": "a", "token_type": "Bearer", "id_token": jwt.encode(token, "k" * 32)},
            "/userinfo": self.says,
        }[path]

    def _handler(provider):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                length = int(self.headers.get("Content-Length", 0))
                provider.asked.append((self.path, parse_qs(self.rfile.read(length).decode())))
                body = b"nonsense" if provider.broken else json.dumps(provider.answer(self.path)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *_):
                """Say nothing."""

        return Handler


class Idp:
    """A SAML identity provider with a key; `metadata` is what it publishes."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example.org")]), datetime.now(UTC)
        made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.key.public_key())
        made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
        self.certificate = made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()

    @property
    def metadata(self):
        """Who it is, where people sign in, and its certificate."""
        certificate = "".join(self.certificate.splitlines()[1:-1])
        return f"""<EntityDescriptor xmlns="{FORMATS}:2.0:metadata" entityID="{ENTITY}">
<IDPSSODescriptor protocolSupportEnumeration="{FORMATS}:2.0:protocol"><KeyDescriptor use="signing">
<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data>
</KeyInfo></KeyDescriptor><SingleSignOnService Binding="{FORMATS}:2.0:bindings:HTTP-Redirect"
Location="https://idp.example.org/sso"/></IDPSSODescriptor></EntityDescriptor>"""

    def response(self, url, address, *, audience=f"{SP}/metadata/", signed=True):
        """The answer to the request in an address it was led to."""
        asked = Saml.decode_base64_and_inflate(parse_qs(urlsplit(url).query)["SAMLRequest"][0]).decode()
        key, now = asked.partition('ID="')[2].partition('"')[0], datetime.now(UTC)
        at, until = (f"{now + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}" for minutes in (-1, 5))
        issuer = f'<saml:Issuer xmlns:saml="{FORMATS}:2.0:assertion">{ENTITY}</saml:Issuer>'
        assertion = f"""<saml:Assertion xmlns:saml="{FORMATS}:2.0:assertion" ID="a{uuid4().hex}" Version="2.0"
 IssueInstant="{at}">{issuer}<saml:Subject><saml:NameID Format="{FORMATS}:1.1:nameid-format:emailAddress"
>{address}</saml:NameID>
<saml:SubjectConfirmation Method="{FORMATS}:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{until}"
 Recipient="{SP}/acs/" InResponseTo="{key}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{at}"
 NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
</saml:Conditions><saml:AuthnStatement AuthnInstant="{at}"><saml:AuthnContext><saml:AuthnContextClassRef>
{FORMATS}:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement><saml:Attribute Name="urn:oid:0.9.2342.19200300.100.1.3"><saml:AttributeValue
>{address}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"""
        if signed:
            assertion = self._signed(assertion)
        response = f"""<samlp:Response xmlns:samlp="{FORMATS}:2.0:protocol" ID="r{uuid4().hex}" Version="2.0"
 IssueInstant="{at}" Destination="{SP}/acs/" InResponseTo="{key}">{issuer}<samlp:Status><samlp:StatusCode
 Value="{FORMATS}:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""
        return base64.b64encode(response.encode()).decode()

    def _signed(self, xml):
        kind = serialization.PrivateFormat.TraditionalOpenSSL
        key = self.key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption()).decode()
        return Saml.add_sign(xml, key, self.certificate).decode()
