// LEDs and pins: write, read, toggle, pulse
print(LED1.read(),LED2.read());
LED1.write(1);print(LED1.read());LED1.reset();LED2.set();print(digitalRead(LED2));
digitalWrite(LED2,0);print(LED2.read());
digitalWrite([LED1,LED2],3);print(digitalRead([LED1,LED2]));
print(LED1,[LED1]);
//@ 100 end
