// jars: jackson-core.jar
import com.fasterxml.jackson.core.*;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.*;
import java.math.*;
import java.util.*;

/** jackson-core: writes JSON, reads it back token by token, and says where it is wrong. */
public class Jackson {
    static void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", "Å \"quoted\" \u20ac \ud83d\ude80 \u0001");
        out.writeNumberField("long", Long.MIN_VALUE);
        out.writeNumberField("double", 1.0 / 3);
        out.writeNumberField("float", 0.1f);
        out.writeNumberField("big", new BigInteger("123456789012345678901234567890"));
        out.writeNumberField("decimal", new BigDecimal("1.000000000000000000000000001"));
        out.writeBinaryField("bytes", new byte[] {1, 2, 3, -1});
        out.writeArrayFieldStart("list");
        for (int i = 0; i < 300; i++)
            out.writeNumber(i * i * (i % 2 == 0 ? 1 : -1));
        out.writeEndArray();
        out.writeObjectFieldStart("nested");
        out.writeNullField("none");
        out.writeBooleanField("yes", true);
        out.writeEndObject();
        out.writeEndObject();
    }

    public static void main(String[] args) throws IOException {
        JsonFactory factory = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        StringWriter text = new StringWriter();
        try (JsonGenerator out = factory.createGenerator(text)) {
            write(out);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = factory.createGenerator(bytes, JsonEncoding.UTF8)) {
            out.setPrettyPrinter(new DefaultPrettyPrinter());
            write(out);
        }
        System.out.println(text);
        System.out.println(bytes.size() + " " + Arrays.hashCode(bytes.toByteArray()));
        Map<JsonToken, Integer> tokens = new TreeMap<>();
        try (JsonParser in = factory.createParser(bytes.toByteArray())) {
            for (JsonToken token; (token = in.nextToken()) != null;) {
                tokens.merge(token, 1, Integer::sum);
                if (token == JsonToken.FIELD_NAME)
                    System.out.println(in.getParsingContext().pathAsPointer() + " " + in.currentLocation().getLineNr());
                else if (token.isNumeric() && !in.getParsingContext().inArray())
                    System.out.println("  " + in.getNumberType() + " " + in.getNumberValue());
            }
        }
        System.out.println(tokens);
        for (String wrong : List.of("{\"a\":1,\"a\":2}", "[1,2", "{'a':1}", "[01]", "[\"\\x\"]", "nul", "{\"a\" 1}", "[1e400, NaN]")) {
            try (JsonParser in = factory.createParser(wrong)) {
                while (in.nextToken() != null)
                    if (in.currentToken().isNumeric())
                        in.getIntValue();
                System.out.println("accepted " + wrong);
            } catch (JsonProcessingException error) {
                System.out.println(error.getClass().getSimpleName() + ": " + error.getOriginalMessage() + " " + error.getLocation().getColumnNr());
            }
        }
    }
}
