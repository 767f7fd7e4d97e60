package dev.podlab.embedded.api.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of our own, which signs the certificate that the API server shows. Keys are EC P-256. */
public final class CertificateAuthority {

    private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3650);
    private static final Duration SERVING_LIFETIME = Duration.ofDays(825);
    /** Clocks of clients may be a little behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SUBJECT_KEY_ID = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String AUTHORITY_KEY_ID = "2.5.29.35";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

    /** digitalSignature + keyCertSign + cRLSign, and digitalSignature alone, as named bits. */
    private static final byte[] SIGNS_CERTIFICATES = Der.bits(new byte[] {(byte) 0b1000_0110}, 1);
    private static final byte[] SIGNS_HANDSHAKES = Der.bits(new byte[] {(byte) 0b1000_0000}, 7);

    private final X509Certificate certificate;
    private final PrivateKey key;

    private CertificateAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** A certificate with its private key. */
    public record Identity(X509Certificate certificate, PrivateKey key) {}

    /**
     * Returns the authority kept in {@code ca.crt} and {@code ca.key} of a directory, made there first if it is missing or about
     * to expire.
     *
     * @throws IOException if the files cannot be read or written
     */
    public static CertificateAuthority open(Path directory, Clock clock) throws IOException {
        Path certificateFile = directory.resolve("ca.crt");
        Path keyFile = directory.resolve("ca.key");
        try {
            if (Files.exists(certificateFile) && Files.exists(keyFile)) {
                CertificateAuthority kept = read(certificateFile, keyFile);
                if (kept.certificate.getNotAfter().toInstant().isAfter(clock.instant().plus(SERVING_LIFETIME))) {
                    return kept;
                }
            }
            CertificateAuthority made = make(clock.instant());
            Files.createDirectories(directory);
            writePrivately(keyFile, pem("PRIVATE KEY", made.key.getEncoded()));
            Files.writeString(certificateFile, made.certificatePem());
            return made;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the certificate authority in " + directory + " cannot be used", unusable);
        }
    }

    /** Returns a new certificate for a TLS server that answers to these names and addresses. */
    public Identity serve(List<String> names, List<InetAddress> addresses, Instant now) {
        try {
            KeyPair pair = newKeyPair();
            List<byte[]> alternatives = new ArrayList<>();
            names.forEach(name -> alternatives.add(Der.implicit(2, name.getBytes(StandardCharsets.US_ASCII))));
            addresses.forEach(address -> alternatives.add(Der.implicit(7, address.getAddress())));
            byte[] extensions = Der.sequence(
                    extension(BASIC_CONSTRAINTS, true, Der.sequence()),
                    extension(KEY_USAGE, true, SIGNS_HANDSHAKES),
                    extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(SERVER_AUTHENTICATION))),
                    extension(AUTHORITY_KEY_ID, false, Der.sequence(Der.implicit(0, keyId(certificate.getPublicKey())))),
                    extension(SUBJECT_ALTERNATIVE_NAME, false, Der.sequence(alternatives.toArray(byte[][]::new))));
            byte[] body = body("podlab-apiserver", pair.getPublic(), now, SERVING_LIFETIME, extensions);
            return new Identity(sign(body, key), pair.getPrivate());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK lacks EC P-256 or SHA-256", missing);
        }
    }

    /** Returns the authority's certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Returns the authority's certificate in PEM, as it stands in a kubeconfig. */
    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a parsed certificate has no encoding", impossible);
        }
    }

    private static CertificateAuthority make(Instant now) throws GeneralSecurityException {
        KeyPair pair = newKeyPair();
        byte[] extensions = Der.sequence(
                extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.bool(true))),
                extension(KEY_USAGE, true, SIGNS_CERTIFICATES),
                extension(SUBJECT_KEY_ID, false, Der.octets(keyId(pair.getPublic()))));
        byte[] body = body("podlab-ca", pair.getPublic(), now, AUTHORITY_LIFETIME, extensions);
        return new CertificateAuthority(sign(body, pair.getPrivate()), pair.getPrivate());
    }

    private static CertificateAuthority read(Path certificateFile, Path keyFile) throws IOException, GeneralSecurityException {
        X509Certificate certificate = parse(Files.readAllBytes(certificateFile));
        String base64 = Files.readString(keyFile).replaceAll("-----[A-Z ]+-----", "");
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        return new CertificateAuthority(certificate, key);
    }

    private static byte[] body(String subject, PublicKey key, Instant now, Duration lifetime, byte[] extensions) {
        return Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(120, new SecureRandom()).setBit(119)),
                Der.sequence(Der.oid(ECDSA_WITH_SHA256)),
                name("podlab-ca"),
                Der.sequence(Der.utcTime(now.minus(BACKDATED)), Der.utcTime(now.plus(lifetime))),
                name(subject),
                key.getEncoded(),
                Der.explicit(3, extensions));
    }

    private static X509Certificate sign(byte[] body, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(body);
        return parse(Der.sequence(body, Der.sequence(Der.oid(ECDSA_WITH_SHA256)), Der.bits(signature.sign(), 0)));
    }

    private static X509Certificate parse(byte[] encoded) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(commonName))));
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
    }

    private static KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String pem(String label, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
