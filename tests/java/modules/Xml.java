// SPDX-License-Identifier: Apache-2.0
import java.io.*;
import java.util.Properties;
import javax.xml.parsers.*;
import javax.xml.stream.*;
import javax.xml.transform.*;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.*;
import javax.xml.validation.*;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.*;
import org.xml.sax.helpers.DefaultHandler;

/** java.xml: trees, events, streams, XPath, XSLT, schemas. */
public class Xml {
    static final String TEXT =
        "<?xml version='1.0'?><r a='1'><b>t\u00e4xt</b><b c='&lt;'><![CDATA[<raw>]]></b><!-- c --></r>";

    static InputSource input(String text) {
        return new InputSource(new StringReader(text));
    }

    static StreamSource source(String text) {
        return new StreamSource(new StringReader(text));
    }

    public static void main(String[] arguments) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(input(TEXT));
        System.out.println(document.getDocumentElement().getTagName() + " "
            + document.getElementsByTagName("b").getLength());
        System.out.println(XPathFactory.newInstance().newXPath().evaluate("count(//b) + sum(/r/@a)", document));
        StringWriter written = new StringWriter();
        Transformer copy = TransformerFactory.newInstance().newTransformer();
        copy.setOutputProperty(OutputKeys.INDENT, "yes");
        copy.transform(new DOMSource(document), new StreamResult(written));
        System.out.println(written);
        stylesheet();
        events();
        streams();
        schema();
        properties();
    }

    /** XSLT compiles its stylesheets into classes. */
    static void stylesheet() throws TransformerException {
        String sheet = "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
            + "<xsl:output method='text'/><xsl:template match='/'><xsl:for-each select='//b'>"
            + "<xsl:sort select='.' order='descending'/><xsl:if test='position() &lt; 9'>[<xsl:value-of "
            + "select='position()'/>:<xsl:value-of select='.'/>]</xsl:if></xsl:for-each></xsl:template>"
            + "</xsl:stylesheet>";
        StringWriter written = new StringWriter();
        TransformerFactory.newInstance()
            .newTransformer(source(sheet))
            .transform(source(TEXT), new StreamResult(written));
        System.out.println(written);
    }

    static void events() throws Exception {
        SAXParserFactory.newInstance().newSAXParser().parse(input(TEXT), new DefaultHandler() {
            @Override
            public void startElement(String space, String local, String name, Attributes attributes) {
                System.out.println("start " + name + " " + attributes.getLength());
            }

            @Override
            public void characters(char[] text, int start, int length) {
                System.out.println("text " + new String(text, start, length));
            }
        });
        try {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(null);
            builder.parse(input("<a>\n<b></a>"));
        } catch (SAXParseException e) {
            System.out.println(e.getLineNumber() + ": " + e.getMessage());
        }
    }

    static void streams() throws XMLStreamException {
        XMLStreamReader reader = XMLInputFactory.newInstance().createXMLStreamReader(new StringReader(TEXT));
        while (reader.hasNext())
            System.out.print(reader.next() + " ");
        System.out.println();
        StringWriter written = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newInstance().createXMLStreamWriter(written);
        writer.writeStartDocument();
        writer.writeStartElement("q");
        writer.writeAttribute("k", "v<");
        writer.writeCharacters("a&b");
        writer.writeEndDocument();
        System.out.println(written);
    }

    static void schema() throws Exception {
        String schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='r'>"
            + "<xs:complexType><xs:sequence><xs:element name='b' type='xs:int' maxOccurs='9'/></xs:sequence>"
            + "</xs:complexType></xs:element></xs:schema>";
        Validator validator = SchemaFactory.newInstance("http://www.w3.org/2001/XMLSchema")
                                  .newSchema(source(schema))
                                  .newValidator();
        validator.validate(source("<r><b>1</b></r>"));
        try {
            validator.validate(source("<r><b>x</b></r>"));
        } catch (SAXException e) {
            System.out.println(e.getMessage());
        }
    }

    static void properties() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("key", "value <");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        properties.storeToXML(bytes, "comment");
        properties.clear();
        properties.loadFromXML(new ByteArrayInputStream(bytes.toByteArray()));
        System.out.println(properties + " " + bytes);
    }
}
